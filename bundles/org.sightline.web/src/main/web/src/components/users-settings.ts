import { html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { api } from '../api/client';
import type { NewPassword, UserView } from '../api/types';
import { SlElement } from '../app/element';
import { Load } from '../app/load';
import { avatar, badge } from '../app/markup';
import { session } from '../app/session';
import { t } from '../i18n/locale';
import { ask } from './confirm';
import { failed, loaded, skeletonRows } from './loading';
import { toast } from './toasts';
import type { UserDialog } from './user-dialog';
import './user-dialog';

/** The people of the workspace: add, deactivate, authorise to review. */
@customElement('sl-users-settings')
export class UsersSettings extends SlElement {
  @state() private error: unknown;
  private readonly users = new Load<UserView[]>(this, () => api.users());

  add(): void {
    this.dialog.openNew();
  }

  protected override render() {
    return html`${this.error ? failed(this.error) : nothing} ${loaded(this.users, skeletonRows(4), (users) => this.table(users))}
      <sl-user-dialog @user-added=${() => this.users.again(true)}></sl-user-dialog>`;
  }

  private get dialog(): UserDialog {
    return this.querySelector('sl-user-dialog') as UserDialog;
  }

  private table(users: UserView[]) {
    const heads = ['user', 'role', 'review', 'state', 'actions'] as const;
    return html`<section class="card"><table class="table stackable" data-testid="users">
      <caption class="sr">${t('settings.users')}</caption>
      <thead><tr>${heads.map((head) => html`<th scope="col">${head === 'actions' ? html`<span class="sr">${t('users.col.actions')}</span>` : t(`users.col.${head}`)}</th>`)}</tr></thead>
      <tbody>${users.map((user) => this.row(user))}</tbody></table></section>`;
  }

  private row(user: UserView) {
    const name = user.displayName;
    const me = user.id === session()?.user.id;
    return html`<tr data-testid="user-row" data-user=${user.name}>
      <td><span class="row">${avatar(name)}<span><b>${name}</b>${me ? html` <span class="quiet">(${t('users.you')})</span>` : nothing}<br /><span class="small quiet">${user.name}</span></span></span></td>
      <td data-label=${t('users.col.role')}>${t(`role.${user.role}`)}</td>
      <td data-label=${t('users.col.review')}>${user.role === 'administrator' ? html`<span class="quiet">${t('users.review.always')}</span>` : html`<input class="switch" type="checkbox" role="switch" aria-label=${t('users.review.label', { name })} .checked=${user.authorisedToReview} ?disabled=${!user.active} data-testid="may-review" @change=${(event: Event) => this.authorise(user, event)} />`}</td>
      <td data-label=${t('users.col.state')}>${!user.active ? badge('', '', t('users.inactive')) : user.passwordChangeDue ? badge('warn', 'key-round', t('users.due')) : badge('ok', 'check', t('users.active'))}</td>
      <td class="r">${me ? nothing : this.actions(user)}</td>
    </tr>`;
  }

  private actions(user: UserView) {
    const name = user.displayName;
    return html`<span class="row wrap acts">${user.active
      ? html`<button class="btn sm" aria-label=${t('users.reset.label', { name })} data-testid="reset-password" @click=${() => this.reset(user)}>${t('users.reset')}</button>
          <button class="btn sm danger" aria-label=${t('users.deactivate.label', { name })} data-testid="deactivate" @click=${() => this.deactivate(user)}>${t('users.deactivate')}</button>`
      : html`<button class="btn sm" aria-label=${t('users.activate.label', { name })} data-testid="activate" @click=${() => this.change(user, { active: true })}>${t('users.activate')}</button>`}</span>`;
  }

  private async deactivate(user: UserView): Promise<void> {
    const name = user.displayName;
    const sure = await ask({ title: t('users.deactivate.title', { name }), text: t('users.deactivate.text', { name }), confirm: t('users.deactivate'), cancel: t('users.keep'), danger: true });
    if (sure) await this.change(user, { active: false });
  }

  private async reset(user: UserView): Promise<void> {
    const name = user.displayName;
    const sure = await ask({ title: t('users.reset.title', { name }), text: t('users.reset.text', { name }), confirm: t('users.reset.confirm'), cancel: t('users.keep') });
    if (!sure) return;
    await this.attempt(async () => {
      const created: NewPassword = await api.resetPassword(user.id);
      this.dialog.openPassword(created);
    });
  }

  private async authorise(user: UserView, event: Event): Promise<void> {
    const box = event.target as HTMLInputElement;
    await this.change(user, { authorisedToReview: box.checked });
    box.checked = this.users.value?.find(({ id }) => id === user.id)?.authorisedToReview ?? user.authorisedToReview;
  }

  private change(user: UserView, change: { active?: boolean; authorisedToReview?: boolean }): Promise<void> {
    return this.attempt(async () => {
      await api.changeUser(user.id, change);
      toast(t('users.saved'));
    });
  }

  private async attempt(act: () => Promise<void>): Promise<void> {
    this.error = undefined;
    try {
      await act();
    } catch (error) {
      this.error = error;
    }
    await this.users.again(true);
  }
}
