import { html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { api } from '../api/client';
import type { IntegrityProgress, IntegrityView, RecordingView } from '../api/types';
import { SlElement } from '../app/element';
import { Load } from '../app/load';
import { badge, icon } from '../app/markup';
import { customerOf, moment, number } from '../i18n/format';
import { plural, t } from '../i18n/locale';
import { failed, loaded, skeletonRows } from './loading';
import { progress } from './progress';

const SHOWN = 20;

/** Whether what is stored is what was sealed: what the last checks found, and a check of everything now. */
@customElement('sl-integrity-card')
export class IntegrityCard extends SlElement {
  @state() private busy = false;
  @state() private error: unknown;
  /** Those of the damaged recordings that are shown, as far as they are there. */
  private readonly named = new Map<string, RecordingView | undefined>();
  private readonly findings = new Load<IntegrityView>(this, () => this.look(), 4_000);

  protected override render() {
    const found = this.findings.value;
    return html`<section class="card" data-testid="integrity" data-damaged=${found ? found.damaged : nothing}>
      <div class="head"><h2>${t('integrity.title')}</h2>${found ? this.verdict(found) : nothing}</div>
      <div class="body stack">${loaded(this.findings, skeletonRows(2), (value) => this.body(value))}</div></section>`;
  }

  private verdict({ stored, checked, damaged }: IntegrityView) {
    if (damaged) return badge('danger', 'shield-x', plural('integrity.damaged', damaged));
    return stored && checked >= stored ? badge('ok', 'shield-check', t('integrity.intact')) : nothing;
  }

  private body({ stored, checked, oldest, damaged, worst, progress: running }: IntegrityView) {
    const checking = running ? !running.done : false;
    return html`<p class="small quiet">${t('integrity.lead')}</p>
      <dl class="dl small"><dt>${t('integrity.checked')}</dt><dd class="num">${t('integrity.of', { n: number(checked), stored: number(stored) })}</dd>
        <dt>${t('integrity.oldest')}</dt><dd>${oldest ? moment(oldest) : t('integrity.never')}</dd></dl>
      ${running ? this.progress(running) : nothing}
      ${worst.length ? this.damaged(worst, damaged) : nothing}
      ${this.error ? failed(this.error) : nothing}
      <div><button class="btn" aria-disabled=${this.busy || checking || !stored} data-testid="scrub" @click=${() => this.scrub(checking || !stored)}>${icon('shield-check')}${t(checking ? 'review.checking' : 'integrity.scrub')}</button></div>`;
  }

  private progress({ startedAt, due, checked, damaged, unreadable, done }: IntegrityProgress) {
    if (done) {
      return html`<p class="small" role="status" data-testid="scrub-result"><b>${t('integrity.last', { when: moment(startedAt) })}</b> ${t('integrity.result', { n: number(checked), damaged: number(damaged) })} ${unreadable ? plural('integrity.unreadable', unreadable) : nothing}</p>`;
    }
    return html`<div class="stack tight"><p class="small"><b>${t('integrity.running', { n: number(checked), due: number(due) })}</b></p>${progress(t('integrity.label'), checked, due, 'scrub-progress')}
      ${unreadable ? html`<p class="small quiet">${plural('integrity.unreadable', unreadable)}</p>` : nothing}</div>`;
  }

  private damaged(worst: IntegrityView['worst'], damaged: number) {
    return html`<div class="note danger"><span class="i">${icon('shield-x')}</span><div class="stack tight"><b>${t('integrity.list')}</b><p class="small">${t('integrity.list.text')}</p>
      <ul class="stack tight small">${worst.slice(0, SHOWN).map(
        ({ recording, check }) => html`<li data-testid="damaged-recording"><a href="/recordings/${recording}" class="wrapany">${this.name(recording)}</a><br /><span class="quiet">${t('review.damaged.found', { when: moment(check.at) })}<br /><span lang="en">${check.message}</span></span></li>`,
      )}</ul>
      ${damaged > SHOWN ? html`<p class="small">${t('integrity.more', { n: number(damaged - SHOWN) })}</p>` : nothing}</div></div>`;
  }

  private name(id: string): string {
    const known = this.named.get(id);
    return known ? `${customerOf(known)}, ${moment(known.startedAt)}` : id;
  }

  private async look(): Promise<IntegrityView> {
    const findings = await api.integrity();
    const unknown = findings.worst.slice(0, SHOWN).filter(({ recording }) => !this.named.has(recording));
    await Promise.all(unknown.map(async ({ recording }) => this.named.set(recording, await api.recording(recording).catch(() => undefined))));
    return findings;
  }

  private async scrub(idle: boolean): Promise<void> {
    if (this.busy || idle) return;
    this.busy = true;
    this.error = undefined;
    try {
      await api.scrub();
      await this.findings.again(true);
    } catch (error) {
      this.error = error;
    }
    this.busy = false;
  }
}
