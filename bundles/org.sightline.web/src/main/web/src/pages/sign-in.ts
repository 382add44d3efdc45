import { html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { api } from '../api/client';
import { SlElement } from '../app/element';
import { brandMark, icon } from '../app/markup';
import { setSession } from '../app/session';
import '../components/language';
import { failed } from '../components/loading';
import { t } from '../i18n/locale';

const WORKSPACE = 'sightline.workspace';

@customElement('sl-sign-in')
export class SignInPage extends SlElement {
  @state() private need = false;
  @state() private busy = false;
  @state() private shown = false;
  @state() private error: unknown;

  protected override render() {
    return html`<main class="col framed" id="main">
      <div class="top"><span class="brand">${brandMark}<span>${t('app.name')}</span></span><sl-language></sl-language></div>
      <h1>${t('signin.title')}</h1>
      <p class="quiet small">${t('signin.lead')}</p>
      <form class="stack" novalidate @submit=${this.submit}>
        <div class="field"><label for="workspace">${t('signin.workspace')}</label>
          <input class="input" id="workspace" name="workspace" autocomplete="organization" autocapitalize="none" spellcheck="false" required aria-describedby="workspace-hint" .value=${localStorage.getItem(WORKSPACE) ?? ''} data-testid="workspace" />
          <span class="hint" id="workspace-hint">${t('signin.workspace.hint')}</span></div>
        <div class="field"><label for="user">${t('signin.user')}</label>
          <input class="input" id="user" name="user" autocomplete="username" autocapitalize="none" spellcheck="false" required data-testid="user" /></div>
        <div class="field"><label for="password">${t('signin.password')}</label>
          <div class="row"><input class="input" id="password" name="password" type=${this.shown ? 'text' : 'password'} autocomplete="current-password" required data-testid="password" />
            <button class="btn" type="button" aria-pressed=${this.shown} aria-controls="password" @click=${() => (this.shown = !this.shown)}>${icon(this.shown ? 'eye-off' : 'eye')}${t(this.shown ? 'signin.hide' : 'signin.show')}</button></div></div>
        ${this.need ? html`<p class="error-text" role="alert">${t('signin.need')}</p>` : nothing}
        ${this.error ? failed(this.error) : nothing}
        <button class="btn primary big" aria-disabled=${this.busy} data-testid="sign-in">${t('signin.submit')}</button>
      </form>
    </main>`;
  }

  private submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    const values = new FormData(event.target as HTMLFormElement);
    const text = (name: string): string => String(values.get(name) ?? '');
    const [workspace, user, password] = [text('workspace').trim(), text('user').trim(), text('password')];
    this.error = undefined;
    this.need = !workspace || !user || !password;
    if (this.need) return [...this.querySelectorAll('input')].find((input) => !input.value)?.focus();
    if (this.busy) return;
    this.busy = true;
    try {
      const session = await api.signIn(workspace, user, password);
      localStorage.setItem(WORKSPACE, workspace);
      setSession(session);
    } catch (error) {
      this.error = error;
    }
    this.busy = false;
  };
}
