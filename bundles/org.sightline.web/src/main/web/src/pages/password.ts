import { html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { api } from '../api/client';
import { SlElement } from '../app/element';
import { brandMark } from '../app/markup';
import { navigate } from '../app/router';
import { session, setSession } from '../app/session';
import '../components/language';
import { failed } from '../components/loading';
import { toast } from '../components/toasts';
import { t } from '../i18n/locale';

/** Changes one's password: forced after a one-time password, or by choice. */
@customElement('sl-password')
export class PasswordPage extends SlElement {
  @property({ type: Boolean }) forced = false;
  @state() private mismatch = false;
  @state() private busy = false;
  @state() private error: unknown;

  protected override render() {
    const field = (name: string, label: string, complete: string, hint?: string) => html`<div class="field">
      <label for=${name}>${label}</label>
      <input class="input" id=${name} name=${name} type="password" autocomplete=${complete} required aria-describedby=${hint ? `${name}-hint` : nothing} data-testid="password-${name}" />
      ${hint ? html`<span class="hint" id="${name}-hint">${hint}</span>` : nothing}
    </div>`;
    return html`<main class="col framed" id="main">
      <div class="top"><span class="brand">${brandMark}<span>${t('app.name')}</span></span><sl-language></sl-language></div>
      <h1>${t(this.forced ? 'password.title' : 'password.title.change')}</h1>
      ${this.forced ? html`<p class="quiet small">${t('password.lead')}</p>` : nothing}
      <form class="stack" novalidate @submit=${this.submit}>
        <input class="sr" name="user" autocomplete="username" tabindex="-1" aria-hidden="true" .value=${session()?.user.name ?? ''} readonly />
        ${field('current', t(this.forced ? 'password.current.once' : 'password.current'), 'current-password')}
        ${field('next', t('password.next'), 'new-password', t('password.next.hint'))}
        ${field('again', t('password.again'), 'new-password')}
        ${this.mismatch ? html`<p class="error-text" role="alert">${t('password.mismatch')}</p>` : nothing}
        ${this.error ? failed(this.error) : nothing}
        <button class="btn primary big" aria-disabled=${this.busy} data-testid="save-password">${t('password.submit')}</button>
        ${this.forced
          ? html`<button class="btn ghost" type="button" @click=${this.signOut}>${t('account.sign-out')}</button>`
          : html`<a class="btn ghost" href="/">${t('app.cancel')}</a>`}
      </form>
    </main>`;
  }

  private submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    const values = new FormData(event.target as HTMLFormElement);
    const [current, next, again] = ['current', 'next', 'again'].map((name) => String(values.get(name) ?? ''));
    this.error = undefined;
    this.mismatch = next !== again;
    if (this.mismatch) return this.querySelector<HTMLInputElement>('#again')?.focus();
    const empty = [...this.querySelectorAll<HTMLInputElement>('input[required]')].find((input) => !input.value);
    if (empty) return empty.focus();
    if (this.busy) return;
    this.busy = true;
    try {
      await api.changePassword(current!, next!);
      setSession(await api.session());
      navigate('/', true);
      toast(t('password.saved'));
    } catch (error) {
      this.error = error;
    }
    this.busy = false;
  };

  private signOut = async (): Promise<void> => {
    await api.signOut().catch(() => undefined);
    setSession(null);
  };
}
