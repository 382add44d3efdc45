import { html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { SlElement } from '../app/element';
import { avatar, brandMark, icon } from '../app/markup';
import { isAdministrator, session } from '../app/session';
import { t } from '../i18n/locale';
import type { Key } from '../i18n/en';
import type { AccountDialog } from './account-dialog';
import './account-dialog';

/** The console's navigation: only what the signed-in person may use. */
@customElement('sl-sidebar')
export class Sidebar extends SlElement {
  @property() current = '';

  protected override render() {
    const me = session();
    if (!me) return nothing;
    return html`<nav class="side" aria-label=${t('nav.main')}>
        <a class="brand" href="/" aria-label=${t('app.name')}>${brandMark}<span>${t('app.name')}</span></a>
        <div class="ws">${avatar(me.workspace.displayName, 'sm')}<span>${me.workspace.displayName}<br /><span class="faint tiny">${t('nav.workspace')}</span></span></div>
        ${this.link('today', '/', 'house', 'nav.today')} ${this.link('recordings', '/recordings', 'film', 'nav.recordings')}
        ${isAdministrator()
          ? html`<h2 class="group">${t('nav.administration')}</h2>
              ${this.link('settings', '/settings', 'settings', 'nav.settings')} ${this.link('audit', '/audit', 'history', 'nav.audit')}`
          : nothing}
        <button class="me" data-testid="account" aria-haspopup="dialog" @click=${this.openAccount}>
          <span class="sr">${t('nav.account')}</span>${avatar(me.user.displayName)}
          <span class="who"><b class="small">${me.user.displayName}</b> <br /><span class="faint tiny">${t(`role.${me.user.role}`)}</span></span>
        </button>
      </nav>
      <sl-account-dialog></sl-account-dialog>`;
  }

  private link(page: string, href: string, drawing: string, key: Key) {
    return html`<a class="nav" href=${href} aria-current=${this.current === page ? 'page' : nothing} data-testid="nav-${page}">${icon(drawing)}<span>${t(key)}</span></a>`;
  }

  private openAccount(): void {
    (this.querySelector('sl-account-dialog') as AccountDialog).open();
  }
}
