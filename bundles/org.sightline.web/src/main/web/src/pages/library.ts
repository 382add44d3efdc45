import { html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { api } from '../api/client';
import type { RecordingView } from '../api/types';
import { SlElement } from '../app/element';
import { Load } from '../app/load';
import { avatar, badge, icon } from '../app/markup';
import { session } from '../app/session';
import { loaded, skeletonRows } from '../components/loading';
import { customerOf, moment, number, place, technicianOf, timecode } from '../i18n/format';
import { plural, t } from '../i18n/locale';
import { isDamaged } from '../player/timeline';

/** The recordings of the workspace. No picture here: a preview is a view, and views are written down. */
@customElement('sl-library')
export class LibraryPage extends SlElement {
  @state() private search = '';
  @state() private mine = false;
  @state() private watchable = false;
  @state() private longest = false;
  private readonly recordings = new Load<RecordingView[]>(this, () => api.recordings(), 10_000);

  protected override render() {
    const count = this.recordings.value?.length;
    return html`<main class="page" id="main">
      <header><div><h1>${t('nav.recordings')}</h1>
        ${count === undefined ? nothing : html`<p class="quiet lead">${plural('library.count', count, { workspace: session()?.workspace.displayName ?? '' })}</p>`}</div></header>
      ${loaded(this.recordings, skeletonRows(6), (all) => (all.length ? html`${this.filters()}${this.table(all)}` : this.empty()))}
    </main>`;
  }

  private filters() {
    const chip = (on: boolean, drawing: string, text: string, flip: () => void) =>
      html`<button class="chip" aria-pressed=${on} @click=${flip}>${icon(drawing)}${text}</button>`;
    return html`<div class="filters">
      <div class="with-icon">${icon('search')}<input class="input" type="search" aria-label=${t('library.search')} placeholder=${t('library.search.hint')} .value=${this.search} @input=${this.type} data-testid="search" /></div>
      ${chip(this.mine, 'user-round', t('library.mine'), () => (this.mine = !this.mine))} ${chip(this.watchable, 'eye', t('library.watchable'), () => (this.watchable = !this.watchable))}
      <select class="select" aria-label=${t('library.sort')} @change=${this.sort}><option value="newest" ?selected=${!this.longest}>${t('library.sort.newest')}</option><option value="longest" ?selected=${this.longest}>${t('library.sort.longest')}</option></select>
    </div>`;
  }

  private table(all: RecordingView[]) {
    const found = this.filtered(all);
    if (!found.length) return this.none(all.length);
    const heads = [t('library.col.customer'), t('library.col.call'), t('library.col.length'), t('library.col.kept'), t('library.col.watch')];
    return html`<section class="card"><table class="table stackable" data-testid="recordings">
      <caption class="sr">${t('nav.recordings')}</caption>
      <thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead>
      <tbody>${found.map((recording) => this.row(recording))}</tbody>
    </table></section>`;
  }

  private row(r: RecordingView) {
    return html`<tr data-testid="recording-row" data-recording=${r.id} data-state=${r.state} data-damaged=${isDamaged(r)}>
      <td><span class="row">${avatar(customerOf(r))}<a class="nm" href="/recordings/${r.id}">${customerOf(r)}</a></span></td>
      <td data-label=${t('library.col.call')}><span>${moment(r.startedAt)}<br /><span class="small quiet">${technicianOf(r)}</span></span></td>
      <td class="num" data-label=${t('library.col.length')}>${r.state === 'recording' ? badge('accent', 'circle-dot', t('recstate.recording')) : timecode(r.durationMillis)}</td>
      <td data-label=${t('library.col.kept')}>${this.kept(r)}</td>
      <td data-label=${t('library.col.watch')}>${r.mayWatch && !isDamaged(r) ? badge('ok', 'eye', t('library.may')) : badge('', 'eye-off', t('library.maynot'))}</td>
    </tr>`;
  }

  private kept(r: RecordingView) {
    if (r.state === 'spooled') return badge('warn', 'hard-drive', t('recstate.spooled', { place: place(r.region) }));
    if (isDamaged(r)) return badge('danger', 'shield-x', t('library.damaged'));
    if (r.state === 'failed') return badge('danger', 'circle-x', t('recstate.failed'));
    return html`<span>${place(r.region)}<br /><span class="code faint tiny">${r.region}</span></span>`;
  }

  private filtered(all: RecordingView[]): RecordingView[] {
    const text = this.search.trim().toLocaleLowerCase();
    const me = session()?.user.id;
    return all
      .filter((r) => !text || `${customerOf(r)} ${technicianOf(r)}`.toLocaleLowerCase().includes(text))
      .filter((r) => !this.mine || r.technician.id === me)
      .filter((r) => !this.watchable || r.mayWatch)
      .sort((a, b) => (this.longest ? b.durationMillis - a.durationMillis : b.startedAt.localeCompare(a.startedAt)));
  }

  private none(count: number) {
    const text = this.search.trim();
    return html`<section class="card" role="status"><div class="empty"><span class="avatar lg">${icon('search')}</span>
      <h2>${text ? t('library.none', { text }) : t('library.none.filters')}</h2><p>${t('library.none.text', { n: number(count) })}</p>
      <button class="btn" @click=${this.clear}>${t('library.clear')}</button></div></section>`;
  }

  private empty() {
    return html`<section class="card"><div class="empty"><span class="avatar lg">${icon('film')}</span>
      <h2>${t('library.empty')}</h2><p>${t('library.empty.text')}</p></div></section>`;
  }

  private type = (event: Event): void => void (this.search = (event.target as HTMLInputElement).value);
  private sort = (event: Event): void => void (this.longest = (event.target as HTMLSelectElement).value === 'longest');
  private clear = (): void => {
    this.search = '';
    this.mine = this.watchable = false;
  };
}
