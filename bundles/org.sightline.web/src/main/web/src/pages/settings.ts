import { html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { SlElement } from '../app/element';
import type { UsersSettings } from '../components/users-settings';
import '../components/policy-settings';
import '../components/region-settings';
import '../components/users-settings';
import { icon } from '../app/markup';
import { t } from '../i18n/locale';

type Tab = 'review' | 'region' | 'users';

/** What an administrator settles for the workspace. */
@customElement('sl-settings')
export class SettingsPage extends SlElement {
  @property() tab: Tab = 'review';

  protected override render() {
    const tab = (name: Tab) =>
      html`<a href="/settings/${name}" aria-current=${this.tab === name ? 'page' : nothing} data-testid="tab-${name}">${t(`settings.${name}`)}</a>`;
    return html`<main class="page" id="main">
      <header><div><h1>${t('settings.title')}</h1></div>
        ${this.tab === 'users' ? html`<div class="row push"><button class="btn primary" data-testid="add-user" @click=${this.add}>${icon('user-plus')}${t('users.add')}</button></div>` : nothing}</header>
      <nav class="tabs" aria-label=${t('settings.tabs')}>${tab('review')}${tab('region')}${tab('users')}</nav>
      ${this.tab === 'review' ? html`<sl-policy-settings></sl-policy-settings>` : this.tab === 'region' ? html`<sl-region-settings></sl-region-settings>` : html`<sl-users-settings></sl-users-settings>`}
    </main>`;
  }

  private add = (): void => (this.querySelector('sl-users-settings') as UsersSettings).add();
}
