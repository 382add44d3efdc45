import { html } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { ApiError } from '../api/client';
import { SlElement } from './element';
import { icon } from './markup';
import { match, navigate, onRoute } from './router';
import type { Route } from './router';
import { isAdministrator, loadSession, onSession, session, setSession } from './session';
import '../components/sidebar';
import '../components/toasts';
import { failed } from '../components/loading';
import type { Key } from '../i18n/en';
import { locale, t } from '../i18n/locale';
import '../pages/audit';
import '../pages/call';
import '../pages/join';
import '../pages/library';
import '../pages/password';
import '../pages/recording';
import '../pages/settings';
import '../pages/sign-in';
import '../pages/today';

const TITLES: Record<Route['page'], Key> = {
  today: 'nav.today',
  'sign-in': 'signin.title',
  password: 'password.title.change',
  recordings: 'nav.recordings',
  recording: 'nav.recordings',
  audit: 'nav.audit',
  settings: 'settings.title',
  call: 'today.calls',
  join: 'join.submit',
  'not-found': 'notfound.title',
};
const FOR_ADMINISTRATORS: ReadonlySet<Route['page']> = new Set<Route['page']>(['settings', 'audit']);

/** Chooses the page: by address, by who is signed in, and by what they may use. */
@customElement('sl-app')
export class App extends SlElement {
  @state() private route: Route = match(location.pathname);
  @state() private trouble: unknown;
  /** Where to go after signing in. */
  private wanted = '';

  override connectedCallback(): void {
    super.connectedCallback();
    onRoute((route) => {
      this.route = route;
      void this.focusHeading();
    });
    onSession(() => this.sessionChanged());
    if (this.route.page !== 'join') void this.start();
  }

  protected override render(): TemplateResult {
    document.documentElement.lang = locale();
    document.title = `${t(TITLES[this.route.page])} · ${t('app.name')}`;
    document.body.classList.toggle('cust', this.narrow());
    return html`<a class="skip" href="#main" @click=${this.skip}>${t('app.skip')}</a>${this.page()}<sl-toasts></sl-toasts>`;
  }

  private page() {
    if (this.route.page === 'join') return html`<sl-join></sl-join>`;
    const me = session();
    if (me === undefined) {
      return html`<main class="col framed" id="main"><h1 class="sr">${t('app.name')}</h1>
        ${this.trouble ? failed(this.trouble, () => this.start()) : html`<p role="status" class="quiet">${t('app.loading')}</p>`}</main>`;
    }
    if (me === null) return html`<sl-sign-in></sl-sign-in>`;
    if (me.passwordChangeDue) return html`<sl-password forced></sl-password>`;
    if (this.route.page === 'password') return html`<sl-password></sl-password>`;
    if (this.route.page === 'call') return html`<sl-call .callId=${this.route.id}></sl-call>`;
    return html`<div class="shell"><sl-sidebar .current=${this.route.page === 'recording' ? 'recordings' : this.route.page}></sl-sidebar>${this.content()}</div>`;
  }

  private content() {
    const { route } = this;
    if (FOR_ADMINISTRATORS.has(route.page) && !isAdministrator()) return this.empty('lock-keyhole', 'forbidden.title', 'forbidden.text');
    switch (route.page) {
      case 'today':
      case 'sign-in':
        return html`<sl-today></sl-today>`;
      case 'recordings':
        return html`<sl-library></sl-library>`;
      case 'recording':
        return html`<sl-recording .recordingId=${route.id}></sl-recording>`;
      case 'settings':
        return html`<sl-settings .tab=${route.tab}></sl-settings>`;
      case 'audit':
        return html`<sl-audit></sl-audit>`;
      default:
        return this.empty('search', 'notfound.title', 'notfound.text');
    }
  }

  private empty(drawing: string, title: Key, text: Key) {
    return html`<main class="page" id="main"><section class="card"><div class="empty"><span class="avatar lg">${icon(drawing)}</span>
      <h1>${t(title)}</h1><p>${t(text, { workspace: session()?.workspace.displayName ?? '' })}</p><a class="btn primary" href="/">${t('app.back.today')}</a></div></section></main>`;
  }

  private narrow(): boolean {
    const me = session();
    return this.route.page === 'join' || this.route.page === 'password' || !me || me.passwordChangeDue;
  }

  private async start(): Promise<void> {
    this.trouble = undefined;
    try {
      await loadSession();
    } catch (error) {
      if (error instanceof ApiError && error.status === 401) setSession(null);
      else this.trouble = error;
    }
  }

  private sessionChanged(): void {
    const me = session();
    const { page } = this.route;
    if (me === null && page !== 'join' && page !== 'sign-in') {
      this.wanted = location.pathname;
      navigate('/sign-in', true);
    } else if (me && !me.passwordChangeDue && page === 'sign-in') {
      navigate(this.wanted || '/', true);
      this.wanted = '';
    }
    this.requestUpdate();
  }

  private skip = (event: Event): void => {
    event.preventDefault();
    this.heading()?.focus();
  };

  private heading(): HTMLElement | null {
    const heading = this.querySelector<HTMLElement>('main h1');
    if (heading && !heading.hasAttribute('tabindex')) heading.tabIndex = -1;
    return heading;
  }

  /** After a change of page the focus goes to its heading, once that is there. */
  private async focusHeading(): Promise<void> {
    await this.updateComplete;
    await new Promise(requestAnimationFrame);
    scrollTo(0, 0);
    this.heading()?.focus();
  }
}
