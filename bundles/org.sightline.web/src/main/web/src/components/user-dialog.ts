import { html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { api, ApiError } from '../api/client';
import type { NewPassword, Role } from '../api/types';
import { SlElement } from '../app/element';
import { t } from '../i18n/locale';
import './link-box';
import { failed } from './loading';

const ROLES: Role[] = ['technician', 'supervisor', 'administrator'];

/** Adds a user; shows a one-time password this once. */
@customElement('sl-user-dialog')
export class UserDialog extends SlElement {
  @state() private created: NewPassword | undefined;
  @state() private busy = false;
  @state() private error: unknown;

  openNew(): void {
    this.created = this.error = undefined;
    this.show();
  }

  openPassword(created: NewPassword): void {
    this.created = created;
    this.show();
  }

  protected override render() {
    return html`<dialog aria-labelledby="user-title" data-testid="user-dialog" @close=${this.closed}>${this.created ? this.password(this.created) : this.form()}</dialog>`;
  }

  private form() {
    const field = this.error instanceof ApiError ? this.error.field : undefined;
    return html`<form @submit=${this.create}>
      <div class="dh"><h2 id="user-title">${t('users.new.title')}</h2></div>
      <div class="db">
        <div class="field"><label for="new-display">${t('users.new.display')}</label><input class="input" id="new-display" name="displayName" required maxlength="120" autocomplete="off" autofocus aria-invalid=${field === 'displayName' ? 'true' : nothing} data-testid="new-user-display" /></div>
        <div class="field"><label for="new-name">${t('users.new.name')}</label><input class="input" id="new-name" name="name" required minlength="2" maxlength="40" pattern="[a-z0-9\\-]+" autocapitalize="none" autocomplete="off" spellcheck="false" aria-describedby="new-name-hint" aria-invalid=${field === 'name' ? 'true' : nothing} data-testid="new-user-name" /><span class="hint" id="new-name-hint">${t('users.new.name.hint')}</span></div>
        <div class="field"><span class="label" id="new-role">${t('users.new.role')}</span><div class="seg" role="radiogroup" aria-labelledby="new-role">
          ${ROLES.map((role, i) => html`<label><input type="radio" name="role" value=${role} ?checked=${i === 0} data-testid="new-user-${role}" />${t(`role.${role}`)}</label>`)}</div></div>
        ${this.error ? failed(this.error) : nothing}
      </div>
      <div class="df"><button class="btn ghost" type="button" @click=${this.close}>${t('app.cancel')}</button><button class="btn primary" aria-disabled=${this.busy} data-testid="create-user">${t('users.new.submit')}</button></div>
    </form>`;
  }

  private password({ user, oneTimePassword }: NewPassword) {
    const name = user.displayName;
    return html`<div class="dh"><div class="main"><h2 id="user-title" tabindex="-1">${t('users.once.title', { name })}</h2><p class="quiet">${t('users.once.text', { name })}</p></div></div>
      <div class="db"><sl-copy testid="one-time-password" .value=${oneTimePassword} .label=${t('password.current.once')} .action=${t('users.once.copy')} .done=${t('users.once.copied')}></sl-copy></div>
      <div class="df"><button class="btn primary" data-testid="password-passed-on" @click=${this.close}>${t('users.once.done')}</button></div>`;
  }

  private create = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (this.busy) return;
    const values = new FormData(event.target as HTMLFormElement);
    this.busy = true;
    this.error = undefined;
    try {
      this.created = await api.addUser(String(values.get('name')), String(values.get('displayName')), values.get('role') as Role);
      this.tell('user-added');
      await this.updateComplete;
      this.querySelector<HTMLElement>('h2[tabindex]')?.focus();
    } catch (error) {
      this.error = error;
    }
    this.busy = false;
  };

  private show(): void {
    void this.updateComplete.then(() => this.querySelector('dialog')?.showModal());
  }

  private close = (): void => this.querySelector('dialog')?.close();

  /** The password is gone from the page with the dialog. */
  private closed = (): void => {
    this.created = undefined;
    this.querySelector('form')?.reset();
  };
}
