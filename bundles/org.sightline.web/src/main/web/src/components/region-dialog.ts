import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { api } from '../api/client';
import type { RegionPlan, RegionView } from '../api/types';
import { SlElement } from '../app/element';
import { icon } from '../app/markup';
import { bytes, number, place, roughly } from '../i18n/format';
import { plural, t } from '../i18n/locale';
import { failed } from './loading';
import { rateChoice } from './rate-choice';

/** Asks for another region: says first what it moves, how long that takes and what stays possible, then wants its name typed. */
@customElement('sl-region-dialog')
export class RegionDialog extends SlElement {
  @property({ attribute: false }) regions: RegionView[] = [];
  /** Where the workspace is now. */
  @property() own = '';
  /** Where a move that is under way goes to. */
  @property() underWay = '';
  @state() private chosen = '';
  @state() private plan: RegionPlan | undefined;
  @state() private typed = '';
  @state() private rate = 0;
  @state() private missing = false;
  @state() private busy = false;
  @state() private error: unknown;

  open(): void {
    this.chosen = this.typed = '';
    this.rate = 0;
    this.plan = this.error = undefined;
    this.missing = false;
    void this.updateComplete.then(() => this.querySelector('dialog')?.showModal());
  }

  protected override render() {
    const others = this.regions.filter(({ name }) => name !== this.own);
    return html`<dialog aria-labelledby="region-dialog-title" data-testid="region-dialog"><form novalidate @submit=${this.begin}>
      <div class="dh"><div class="main"><h2 id="region-dialog-title">${t('regiondialog.title')}</h2><p class="quiet">${t('regiondialog.lead')}</p></div></div>
      <div class="db">
        ${this.underWay ? html`<div class="note warn">${icon('info')}<p class="small">${t('regiondialog.underway', { place: place(this.underWay) })}</p></div>` : nothing}
        <fieldset class="stack tight"><legend class="label">${t('regiondialog.where')}</legend>${others.length ? others.map((region) => this.choice(region)) : html`<p class="quiet">${t('regiondialog.none')}</p>`}</fieldset>
        <div class="stack" aria-live="polite" aria-busy=${this.chosen !== '' && !this.plan && !this.error}>${this.effect()}</div>
        ${this.plan ? this.confirmation(this.plan) : nothing}
      </div>
      <div class="df"><button class="btn" type="button" @click=${this.close}>${t('app.cancel')}</button>
        <button class="btn primary" aria-disabled=${!this.plan || this.busy} data-testid="begin-region-change">${t('regiondialog.submit')}</button></div>
    </form></dialog>`;
  }

  private choice({ name, ready, message }: RegionView): TemplateResult {
    return html`<label class="choice"><input type="radio" name="region" value=${name} .checked=${this.chosen === name} ?disabled=${!ready} data-testid="choose-${name}" @change=${() => this.choose(name)} />
      <b>${place(name)}</b><span>${ready ? html`<span class="code">${name}</span>` : html`${t('region.away')}${message ? html` · <span lang="en">${message}</span>` : nothing}`}</span></label>`;
  }

  private effect() {
    if (this.error) return failed(this.error, this.plan ? undefined : () => this.choose(this.chosen));
    if (!this.chosen) return nothing;
    if (!this.plan) return html`<p class="quiet small row">${icon('loader-circle', 'spin')}${t('regiondialog.measuring', { place: place(this.chosen) })}</p>`;
    const { amount, recording, estimateSeconds, from, to } = this.plan;
    const fact = (drawing: string, text: string) => html`<li>${icon(drawing)}<span>${text}</span></li>`;
    const tile = (figure: string, words: string) => html`<div><b class="num">${figure}</b><span>${words}</span></div>`;
    return html`<div class="touches" data-testid="region-plan">
        ${tile(number(amount.objects), plural('regiondialog.objects', amount.objects))}${tile(bytes(amount.bytes), t('regiondialog.bytes'))}
        ${estimateSeconds === undefined ? tile('?', t('regiondialog.estimate.none')) : tile(roughly(estimateSeconds * 1000), t('regiondialog.estimate'))}
      </div>
      <ul class="facts small">
        ${fact('map-pin', t('regiondialog.fact.new', { place: place(to) }))} ${fact('video', t('regiondialog.fact.calls'))}
        ${recording ? fact('circle-dot', plural('regiondialog.fact.recording', recording)) : nothing}
        ${fact('shield-check', t('regiondialog.fact.compared'))} ${fact('pause', t('regiondialog.fact.pause'))} ${fact('file-check', t('regiondialog.fact.report', { place: place(from) }))}
      </ul>`;
  }

  private confirmation({ to }: RegionPlan) {
    return html`${rateChoice('new-region-rate', this.rate, (rate) => (this.rate = rate))}
      <div class="field"><label for="region-typed">${t('regiondialog.type')} <span class="code">${to}</span></label>
        <input class="input" id="region-typed" autocomplete="off" autocapitalize="none" spellcheck="false" .value=${this.typed} aria-invalid=${this.missing ? 'true' : nothing} aria-describedby=${this.missing ? 'region-typed-error' : nothing} data-testid="region-typed" @input=${this.type} />
        ${this.missing ? html`<span class="error-text" id="region-typed-error" role="alert">${t('regiondialog.type.need', { region: to })}</span>` : nothing}</div>`;
  }

  private async choose(region: string): Promise<void> {
    this.chosen = region;
    this.plan = this.error = undefined;
    this.missing = false;
    try {
      const plan = await api.planRegionChange(region);
      if (this.chosen === region) this.plan = plan;
    } catch (error) {
      if (this.chosen === region) this.error = error;
    }
  }

  private type = (event: Event): void => {
    this.typed = (event.target as HTMLInputElement).value;
    this.missing = false;
  };

  private begin = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (!this.plan || this.busy) return;
    if (this.typed.trim() !== this.plan.to) {
      this.missing = true;
      this.querySelector<HTMLElement>('#region-typed')?.focus();
      return;
    }
    this.busy = true;
    this.error = undefined;
    try {
      const change = await api.changeRegion(this.plan.to, this.rate);
      this.close();
      this.tell('region-change-begun', change);
    } catch (error) {
      this.error = error;
    }
    this.busy = false;
  };

  private close = (): void => this.querySelector('dialog')?.close();
}
