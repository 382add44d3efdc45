import { html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { api } from '../api/client';
import type { RegionChangeView } from '../api/types';
import { SlElement } from '../app/element';
import { icon } from '../app/markup';
import { bytes, number, place, roughly } from '../i18n/format';
import { plural, t } from '../i18n/locale';
import { Pace } from '../storage/pace';
import { doing } from './doing';
import { failed } from './loading';
import { progress } from './progress';
import { rateChoice } from './rate-choice';

/** A change of the region that is under way: how far it is, and how to steer it. */
@customElement('sl-region-move')
export class RegionMove extends SlElement {
  @property({ attribute: false }) change!: RegionChangeView;
  /** A speed that is chosen but not in force. */
  @state() private wanted: number | undefined;
  @state() private busy = false;
  @state() private error: unknown;
  private readonly pace = new Pace();

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (!changed.has('change')) return;
    const before = changed.get('change') as RegionChangeView | undefined;
    const { id, state, bytesPerSecond, moved } = this.change;
    if (before?.id !== id || before.state !== state || before.bytesPerSecond !== bytesPerSecond) this.pace.reset();
    this.pace.note(moved.bytes, Date.now());
  }

  protected override render() {
    const { id, from, to, state, total, moved, message, bytesPerSecond } = this.change;
    const paused = state === 'paused';
    const [now, max] = total.bytes > 0 ? [moved.bytes, total.bytes] : [moved.objects, total.objects];
    return html`<div class="stack" data-testid="region-change" data-change=${id} data-state=${state}>
      <div class="move">
        <div class="end"><span class="code">${from}</span><b>${place(from)}</b><span class="num quiet">${t('move.left', { n: number(Math.max(0, total.objects - moved.objects)) })}</span></div>
        <div class="lane"><span class="badge accent">${icon('lock-keyhole')}${t('move.encrypted')}</span></div>
        <div class="end to"><span class="code">${to}</span><b>${place(to)}</b><span class="num quiet">${t('move.arrived', { n: number(moved.objects) })}</span></div>
      </div>
      <div>
        <p class="row wrap small apart"><b>${plural('move.moved', total.objects, { moved: number(moved.objects) })}</b><span class="quiet num">${[t('move.bytes', { moved: bytes(moved.bytes), total: bytes(total.bytes) }), paused ? t('move.rests') : this.left()].filter(Boolean).join(' · ')}</span></p>
        ${progress(t('move.label', { place: place(to) }), now, max, 'region-progress')}
      </div>
      ${doing(message)}
      <p class="row wrap small quiet marks"><span>${icon('check')} ${t('move.compared')}</span><span>${icon('check')} ${t('move.watching')}</span></p>
      ${this.error ? failed(this.error) : nothing}
      <div class="row wrap">
        <button class="btn" aria-disabled=${this.busy} data-testid=${paused ? 'resume-region-change' : 'pause-region-change'} @click=${() => this.steer(() => (paused ? api.resumeRegionChange(id) : api.pauseRegionChange(id)))}>${icon(paused ? 'play' : 'pause')}${t(paused ? 'move.resume' : 'move.pause')}</button>
        ${rateChoice('region-rate', this.wanted ?? bytesPerSecond, (rate) => (this.wanted = rate))}
        ${this.wanted === undefined || this.wanted === bytesPerSecond ? nothing : html`<button class="btn" aria-disabled=${this.busy} data-testid="apply-region-rate" @click=${this.limit}>${t('move.rate.apply')}</button>`}
      </div>
    </div>`;
  }

  private left(): string {
    const millis = this.pace.left(this.change.total.bytes);
    return millis === undefined ? '' : t('move.time', { time: roughly(millis) });
  }

  private limit = async (): Promise<void> => {
    const rate = this.wanted!;
    await this.steer(() => api.limitRegionChange(this.change.id, rate));
    if (!this.error) this.wanted = undefined;
  };

  private async steer(act: () => Promise<RegionChangeView>): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    this.error = undefined;
    try {
      this.tell('region-change-steered', await act());
    } catch (error) {
      this.error = error;
      this.tell('region-change-steered');
    }
    this.busy = false;
  }
}
