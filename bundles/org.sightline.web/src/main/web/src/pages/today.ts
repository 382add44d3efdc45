import { html, nothing } from 'lit';
import { customElement } from 'lit/decorators.js';
import { api } from '../api/client';
import type { CallView, RegionChangeView, WorkspaceView } from '../api/types';
import { SlElement } from '../app/element';
import { Load } from '../app/load';
import { avatar, badge, icon } from '../app/markup';
import { isAdministrator, session } from '../app/session';
import type { LinkDialog } from '../components/link-dialog';
import '../components/link-dialog';
import { loaded, skeletonRows } from '../components/loading';
import { clock, day, duration, longDay, number, place } from '../i18n/format';
import { plural, t } from '../i18n/locale';

const POLL_MS = 4_000;

interface Custody {
  workspace: WorkspaceView;
  watchers?: number;
  /** Whether the region answers; only administrators learn that. */
  ready?: boolean;
  /** A move to another region that is not done. */
  move?: RegionChangeView;
  damaged: number;
}

@customElement('sl-today')
export class TodayPage extends SlElement {
  private readonly calls = new Load<CallView[]>(this, () => api.calls(), POLL_MS);
  private readonly custody = new Load<Custody>(this, loadCustody);

  protected override render() {
    const calls = this.calls.value ?? [];
    const waiting = calls.filter((call) => call.state === 'ringing' && call.technician.id === session()?.user.id);
    const today = calls.filter((call) => day(call.createdAt) === t('day.today'));
    return html`<main class="page" id="main">
      <header>
        <div><h1>${t('nav.today')}</h1><p class="quiet lead">${longDay(new Date())}${this.calls.value ? html` · ${plural('today.count', today.length)}${waiting.length ? html`, ${plural('today.waiting', waiting.length)}` : nothing}` : nothing}</p></div>
        <div class="row push"><button class="btn primary" data-testid="new-call" @click=${() => this.dialog.openNew()}>${icon('plus')}${t('today.new')}</button></div>
      </header>
      <div role="status">${waiting.map((call) => this.banner(call))}</div>
      ${loaded(this.calls, skeletonRows(4), (list) => (list.length ? this.list(list) : this.empty()))}
      ${this.custody.value ? this.strip(this.custody.value) : nothing}
      <sl-link-dialog @call-created=${() => this.calls.again(true)}></sl-link-dialog>
    </main>`;
  }

  private get dialog(): LinkDialog {
    return this.querySelector('sl-link-dialog') as LinkDialog;
  }

  private banner(call: CallView) {
    const name = call.customerName;
    return html`<section class="wait" aria-label=${t('today.waits.label')}>
      <span class="pulse">${avatar(name)}</span>
      <div class="main"><b>${t('today.waits', { name })}</b><br /><span class="small quiet">${t('today.waits.detail', { time: clock(call.createdAt) })}</span></div>
      <a class="btn primary" href="/calls/${call.id}" aria-label=${t('today.join.label', { name })}>${icon('video')}${t('today.join')}</a>
    </section>`;
  }

  private list(calls: CallView[]) {
    return html`<section class="card" data-testid="calls">
      <div class="head"><h2>${t('today.calls')}</h2></div>
      <ul class="rows calls">${calls.map((call) => this.row(call))}</ul>
    </section>`;
  }

  private row(call: CallView) {
    const name = call.customerName;
    const mine = call.technician.id === session()?.user.id;
    const lasted = call.liveAt && call.endedAt ? Date.parse(call.endedAt) - Date.parse(call.liveAt) : 0;
    return html`<li class="hover" data-testid="call-row" data-call=${call.id} data-state=${call.state}>
      <time class="num when" datetime=${call.createdAt}>${clock(call.createdAt)}<br /><span class="tiny faint">${day(call.createdAt)}</span></time>
      ${avatar(name)}
      <span class="main"><b>${name}</b><br /><span class="small quiet">${t('today.held', { name: call.technician.displayName })}${lasted ? html` · ${duration(lasted)}` : nothing}</span></span>
      ${this.state(call)} <span class="act">${this.action(call, mine)}</span>
    </li>`;
  }

  private state(call: CallView) {
    if (call.state === 'ringing') return badge('accent', 'hourglass', t('today.state.ringing'));
    if (call.state === 'live') return badge('accent', 'video', t('today.state.live'));
    if (call.state === 'created') return badge('line', 'link-2', t('today.state.created'));
    return call.recordings.length ? badge('ok', 'lock-keyhole', t('today.state.recorded')) : badge('line', '', t('today.state.ended'));
  }

  private action(call: CallView, mine: boolean) {
    const name = call.customerName;
    if (call.state === 'ended') {
      const recording = call.recordings[0];
      return recording ? html`<a class="btn sm" href="/recordings/${recording}" aria-label=${t('today.review.label', { name })}>${t('today.review')}</a>` : nothing;
    }
    if (!mine) return nothing;
    const again = call.state === 'created';
    return html`${again
        ? html`<button class="btn sm ghost" aria-label=${t('today.copy.label', { name })} @click=${() => this.dialog.openAgain(call.id, true)}>${t('today.newlink')}</button>`
        : nothing}
      <a class="btn sm" href="/calls/${call.id}" data-testid="open-call" aria-label=${t(again ? 'today.open.label' : 'today.join.label', { name })}>${t(again ? 'today.open' : 'today.join')}</a>`;
  }

  private empty() {
    return html`<section class="card"><div class="empty">
      <span class="avatar lg">${icon('video')}</span>
      <h2>${t('today.empty')}</h2><p>${t('today.empty.text')}</p>
    </div></section>`;
  }

  private strip({ workspace, watchers, ready, move, damaged }: Custody) {
    const away = ready === false;
    const state = move ? plural('move.moved', move.total.objects, { moved: number(move.moved.objects) }) : t(ready ? 'today.kept.ready' : 'today.kept.plain');
    const kept = html`${icon('map-pin')}<span><b>${t('region.title', { place: place(workspace.region) })}</b><br /><span class="small quiet">${away ? t('today.kept.away') : state}</span></span>`;
    const watch = html`${icon('eye')}<span><b>${watchers === undefined ? t('today.watch.plain') : plural('today.watch', watchers)}</b><br /><span class="small quiet">${t('today.watch.policy', { policy: t(`policy.${workspace.reviewPolicy}`) })}</span></span>`;
    return html`<section class="card strip" aria-label=${t('today.custody')} data-testid="custody">
      ${isAdministrator()
        ? html`<a class=${away ? 'off' : ''} href="/settings/region">${kept}</a><a href="/settings/review">${watch}</a>
            ${damaged ? html`<a class="off" href="/settings/region" data-testid="damaged">${icon('shield-x')}<span><b>${plural('today.damaged', damaged)}</b><br /><span class="small quiet">${t('today.damaged.text')}</span></span></a>` : nothing}`
        : html`<div>${kept}</div><div>${watch}</div>`}
    </section>`;
  }
}

async function loadCustody(): Promise<Custody> {
  const workspace = await api.workspace();
  if (!isAdministrator()) return { workspace, damaged: 0 };
  const [preview, regions, changes, integrity] = await Promise.all([
    api.previewPolicy(workspace.reviewPolicy),
    api.regions(),
    api.regionChanges(1).catch(() => []),
    api.integrity().catch(() => undefined),
  ]);
  return {
    workspace,
    watchers: preview.watchers.filter((watcher) => watcher.permitted).length,
    ready: regions.some((region) => region.name === workspace.region && region.ready),
    move: changes.find(({ state }) => state === 'running' || state === 'paused'),
    damaged: integrity?.damaged ?? 0,
  };
}
