import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { api, ApiError } from '../api/client';
import type { CheckView, RecordingView, Watcher, WorkspaceView } from '../api/types';
import { SlElement } from '../app/element';
import { Load } from '../app/load';
import { avatar, icon } from '../app/markup';
import { isAdministrator, session } from '../app/session';
import '../components/custody-card';
import { loaded } from '../components/loading';
import type { Player } from '../components/player';
import '../components/player';
import { clock, customerOf, duration, moment, place, technicianOf, timecode } from '../i18n/format';
import { plural, t } from '../i18n/locale';
import { isKnownReason, reason } from '../i18n/reasons';
import { isDamaged, moments } from '../player/timeline';

const WATCH_MS = 400;

interface Around {
  workspace: WorkspaceView;
  watchers?: Watcher[];
}

/** One recording: the player, what happened when, and its custody. Looks every 400 ms whether it may still be watched. */
@customElement('sl-recording')
export class RecordingPage extends SlElement {
  @property() recordingId = '';
  @state() private refusedAt: Date | undefined;
  @state() private reason = '';
  private watched = false;
  private asked = false;
  private readonly recording = new Load<RecordingView>(this, () => this.look(), WATCH_MS, true);
  private readonly around = new Load<Around>(this, () => this.lookAround());

  protected override render() {
    const r = this.recording.value;
    if (this.refusedAt) return this.frame(t('review.closed'), this.ended(this.refusedAt));
    const error = this.recording.error;
    if (error instanceof ApiError && [400, 403, 404].includes(error.status)) return this.frame(t('review.closed'), this.gone());
    if (!r) return this.frame(t('nav.recordings'), html`${loaded(this.recording, html`<div class="skeleton block"></div>`, () => nothing)}`);
    const meta = t('review.meta', { when: moment(r.startedAt), length: duration(r.durationMillis), technician: technicianOf(r) });
    return this.frame(customerOf(r), r.mayWatch ? this.review(r) : this.refused(), html`<p class="quiet lead">${meta}</p>`);
  }

  private frame(title: string, body: unknown, lead: unknown = nothing): TemplateResult {
    return html`<main class="page" id="main">
      <header><div>
        <nav class="crumbs" aria-label=${t('review.crumbs')}><a href="/recordings">${t('nav.recordings')}</a>${icon('chevron-right')}<span aria-current="page">${title}</span></nav>
        <h1 tabindex="-1">${title}</h1>${lead}
      </div></header>
      ${body}
    </main>`;
  }

  private review(r: RecordingView) {
    return html`<div class="rv">
      <div class="stack">
        ${this.picture(r)}
        ${this.custodyLine(r)}
        ${r.state === 'recording' || r.state === 'failed' || isDamaged(r) ? nothing : this.moments(r)}
      </div>
      <div class="side2"><sl-custody-card .recording=${r}></sl-custody-card>${this.who()}</div>
    </div>`;
  }

  private picture(r: RecordingView) {
    if (r.state === 'recording') return this.notice('circle-dot', 'review.live');
    if (r.state === 'failed' || !r.takes.length) return this.notice('circle-x', 'review.failed');
    if (r.check && isDamaged(r)) return this.damaged(r.check);
    return html`<sl-player .recording=${r} @access-refused=${this.refuse}></sl-player>`;
  }

  /** What is not what was sealed is not played: says so, when that was found, and what to do. */
  private damaged({ at, message }: CheckView) {
    return html`<section class="card" role="status" data-testid="damaged"><div class="empty"><span class="avatar lg bad">${icon('shield-x')}</span><h2>${t('review.damaged')}</h2>
      <p>${t('review.damaged.text')}</p>
      <p class="small">${t('review.damaged.found', { when: moment(at) })}</p>
      ${isAdministrator() ? html`<p class="small code" lang="en">${message}</p><p class="small">${t('review.damaged.do')}</p>` : html`<p class="small">${t('review.damaged.tell', { workspace: session()?.workspace.displayName ?? '' })}</p>`}</div></section>`;
  }

  private custodyLine(r: RecordingView) {
    const around = this.around.value;
    const permitted = around?.watchers?.filter((watcher) => watcher.permitted).length;
    return html`<p class="custody" data-testid="custody-line">
      <span>${icon('map-pin')}${t('review.line.kept', { place: place(r.region) })}</span>
      <span>${icon('lock-keyhole')}${t('review.line.encrypted')}</span>
      ${around ? html`<span>${icon('eye')}${permitted === undefined ? t('review.line.policy', { policy: t(`policy.${around.workspace.reviewPolicy}`) }) : plural('review.line.watch', permitted)}</span>` : nothing}
    </p>`;
  }

  private moments(r: RecordingView) {
    const player = (): Player => this.querySelector('sl-player') as Player;
    return html`<section class="card"><div class="head"><h2>${t('review.moments')}</h2></div>
      <ul class="rows">${moments(r).map((m) => {
        const why = m.kind === 'started' ? t('review.moment.started.why') : m.kind === 'paused' ? t('review.moment.paused.why', { length: duration(m.lengthMillis ?? 0) }) : m.kind === 'crashed' || m.kind === 'full' ? t(`review.moment.${m.kind}.why`) : '';
        const name = m.role === 'technician' ? technicianOf(r) : customerOf(r);
        return html`<li class="hover slim"><button class="link num" @click=${() => player().seek(m.atMillis)}>${timecode(m.atMillis)}</button><span class="main"><b>${t(`review.moment.${m.kind}`, { name })}</b> <span class="quiet">${why}</span></span></li>`;
      })}</ul></section>`;
  }

  private who() {
    const watchers = this.around.value?.watchers;
    if (!watchers) return html`<p class="small quiet">${t('review.watched')}</p>`;
    return html`<section class="card" data-testid="watchers"><div class="head"><h2>${t('review.who')}</h2></div>
      <ul class="rows tight flush">${watchers.map(
        ({ user, permitted, reason: why }) => html`<li>${avatar(user.displayName, 'sm')}<span class="main"><b>${user.displayName}</b><br /><span class="tiny quiet">${t(`role.${user.role}`)} · ${reason(why)}</span></span>
          <span class=${permitted ? 'yes' : 'no'} title=${t(permitted ? 'review.who.yes' : 'review.who.no')}>${icon(permitted ? 'check' : 'x')}<span class="sr">${t(permitted ? 'review.who.yes' : 'review.who.no')}</span></span></li>`,
      )}</ul>
      <p class="small quiet foot">${t('review.watched')} <a href="/audit">${t('nav.audit')}</a></p></section>`;
  }

  private notice(drawing: string, key: 'review.live' | 'review.failed') {
    return html`<section class="card"><div class="empty"><span class="avatar lg">${icon(drawing)}</span><h2>${t(key)}</h2><p>${t(`${key}.text`)}</p></div></section>`;
  }

  private refused() {
    const policy = this.around.value?.workspace.reviewPolicy;
    return html`<section class="card" data-testid="refused"><div class="empty">
      <span class="avatar lg">${icon('eye-off')}</span><h2>${t('review.refused.title')}</h2>
      ${policy ? html`<p>${t(`review.refused.${policy}`)}</p>` : nothing}
      ${this.reason && !isKnownReason(this.reason) ? html`<p class="small code" data-testid="refusal-reason">${this.reason}</p>` : nothing}
      <p>${t('review.refused.log', { workspace: session()?.workspace.displayName ?? '' })}</p>
      <a class="btn primary" href="/recordings">${t('review.back')}</a></div></section>`;
  }

  private ended(at: Date) {
    return html`<section class="card" role="alert" data-testid="access-ended"><div class="empty">
      <span class="avatar lg">${icon('eye-off')}</span><h2>${t('review.ended.title')}</h2>
      <p>${t('review.ended.text', { time: clock(at) })}</p>
      <a class="btn primary" href="/recordings">${t('review.back')}</a></div></section>`;
  }

  private gone() {
    const error = this.recording.error as ApiError;
    if (error.status === 403) return this.refused();
    return html`<section class="card" data-testid="not-found"><div class="empty"><span class="avatar lg">${icon('search')}</span>
      <h2>${t('review.gone.title')}</h2><p>${t('review.gone.text')}</p><a class="btn primary" href="/recordings">${t('review.back')}</a></div></section>`;
  }

  /** Opening the page is an attempt to watch: the refusal, with its reason, comes from the platform and is audited there. */
  private async attempt(r: RecordingView): Promise<void> {
    this.asked = true;
    const take = r.takes[0];
    if (take) await api.probe(r.id, take.number).catch((error) => (this.reason = error instanceof ApiError ? error.detail : ''));
  }

  private async look(): Promise<RecordingView> {
    try {
      const now = await api.recording(this.recordingId);
      if (!now.mayWatch && !this.watched && !this.asked && !this.refusedAt) void this.attempt(now);
      const before = this.recording.value;
      if (this.watched && !now.mayWatch) this.refusedAt ??= new Date();
      if (this.refusedAt && now.mayWatch) this.refusedAt = undefined;
      this.watched = now.mayWatch;
      return before && JSON.stringify(before) === JSON.stringify(now) ? before : now;
    } catch (error) {
      if (this.watched && error instanceof ApiError && [401, 403, 404].includes(error.status)) this.refusedAt ??= new Date();
      throw error;
    }
  }

  private refuse = (): void => void (this.refusedAt = new Date());

  private async lookAround(): Promise<Around> {
    const workspace = await api.workspace();
    return isAdministrator() ? { workspace, watchers: await api.watchers(this.recordingId).catch(() => undefined) } : { workspace };
  }
}

