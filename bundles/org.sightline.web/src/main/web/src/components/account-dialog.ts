import { html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { api } from '../api/client';
import { SlElement } from '../app/element';
import { icon } from '../app/markup';
import { navigate } from '../app/router';
import { session, setSession } from '../app/session';
import { setTheme, theme } from '../app/theme';
import type { Theme } from '../app/theme';
import { locale, setLocale, t } from '../i18n/locale';
import type { Locale } from '../i18n/locale';
import { failed } from './loading';

/** Language, appearance, password and sign-out of the person who is signed in. */
@customElement('sl-account-dialog')
export class AccountDialog extends SlElement {
  @state() private error: unknown;

  open(): void {
    this.error = undefined;
    this.querySelector('dialog')?.showModal();
  }

  protected override render() {
    const me = session();
    if (!me) return nothing;
    return html`<dialog aria-labelledby="account-title" data-testid="account-dialog">
      <div class="dh">
        <div class="main"><h2 id="account-title">${t('account.title')}</h2><p class="quiet">${me.user.displayName} · ${t(`role.${me.user.role}`)} · ${me.workspace.displayName}</p></div>
        <button class="btn ghost icon sm" aria-label=${t('app.close')} @click=${this.close}>${icon('x')}</button>
      </div>
      <div class="db">
        <div class="field"><span class="label" id="account-language">${t('account.language')}</span>
          <div class="seg" role="radiogroup" aria-labelledby="account-language">
            ${this.option('language', 'en-CA', 'English', locale() === 'en-CA', () => setLocale('en-CA'), 'en-CA')}
            ${this.option('language', 'fr-CA', 'Français', locale() === 'fr-CA', () => setLocale('fr-CA'), 'fr-CA')}
          </div></div>
        <div class="field"><span class="label" id="account-theme">${t('account.theme')}</span>
          <div class="seg" role="radiogroup" aria-labelledby="account-theme">
            ${(['system', 'light', 'dark'] as Theme[]).map((kind) =>
              this.option('theme', kind, t(`account.theme.${kind}`), theme() === kind, () => {
                setTheme(kind);
                this.requestUpdate();
              }),
            )}
          </div></div>
        ${this.error ? failed(this.error) : nothing}
      </div>
      <div class="df">
        <button class="btn" data-testid="change-password" @click=${this.password}>${icon('key-round')}${t('account.password')}</button>
        <button class="btn" data-testid="sign-out" @click=${this.signOut}>${t('account.sign-out')}</button>
      </div>
    </dialog>`;
  }

  private option(name: string, value: string, text: string, on: boolean, choose: () => void, lang?: Locale) {
    return html`<label lang=${lang ?? nothing}><input type="radio" name="account-${name}" value=${value} .checked=${on} @change=${choose} />${text}</label>`;
  }

  private close = (): void => this.querySelector('dialog')?.close();

  private password = (): void => {
    this.close();
    navigate('/password');
  };

  private signOut = async (): Promise<void> => {
    try {
      await api.signOut();
      this.close();
      setSession(null);
    } catch (error) {
      this.error = error;
    }
  };
}
