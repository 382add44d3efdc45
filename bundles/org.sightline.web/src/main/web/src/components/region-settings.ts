import { html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { api } from '../api/client';
import type { RegionChangeView, RegionView } from '../api/types';
import { SlElement } from '../app/element';
import { Load } from '../app/load';
import { icon } from '../app/markup';
import { loadSession, session } from '../app/session';
import { moment, place } from '../i18n/format';
import { t } from '../i18n/locale';
import './integrity-card';
import './key-card';
import { loaded, skeletonRows } from './loading';
import type { RegionDialog } from './region-dialog';
import './region-dialog';
import { regionHistory } from './region-history';
import './region-move';
import { regionTable } from './region-table';
import { toast } from './toasts';

interface Standing {
  region: string;
  changes: RegionChangeView[];
}

/** Where recordings are kept, how they are moved elsewhere, and whether they are what was sealed. */
@customElement('sl-region-settings')
export class RegionSettings extends SlElement {
  /** What steering has just answered, until the list says it too. */
  @state() private steered: RegionChangeView | undefined;
  private readonly standing = new Load<Standing>(this, load, 2_000);
  private readonly regions = new Load<RegionView[]>(this, () => api.regions(), 10_000);

  protected override render() {
    return html`<div class="two">
      <div class="stack">
        ${loaded(this.standing, html`<div class="skeleton block"></div>`, (standing) => this.region(standing))}
        ${loaded(this.regions, skeletonRows(2), (regions) => regionTable(regions, this.own))}
        ${this.ended.length ? regionHistory(this.ended) : nothing}
      </div>
      <div class="side2">
        <div class="note accent">${icon('map-pin')}<b>${t('region.never')}</b><p class="small">${t('region.never.text')}</p></div>
        <sl-integrity-card></sl-integrity-card>
        <sl-key-card></sl-key-card>
      </div>
      <sl-region-dialog .regions=${this.regions.value ?? []} .own=${this.own} .underWay=${this.running?.to ?? ''} @region-change-begun=${this.begun}></sl-region-dialog>
    </div>`;
  }

  private region({ region }: Standing) {
    const { running } = this;
    const last = this.standing.value?.changes[0];
    const since = last && last.to === region ? [t('region.since', { when: moment(last.startedAt) }), last.requestedByName] : [];
    return html`<section class="card pad stack">
      <div class="row wrap top0"><div class="main"><h2>${t('region.title', { place: place(region) })}</h2>
          <p class="quiet"><span class="code" data-testid="region">${region}</span>${since.filter(Boolean).map((text) => html` · ${text}`)}</p></div>
        <button class="btn" aria-disabled=${!this.regions.value} data-testid="change-region" @click=${this.ask}>${t('region.change')}</button></div>
      ${this.silent ? html`<div class="note danger" role="status" data-testid="region-silent">${icon('map-pin-off')}<p>${t('region.silent', { place: place(region) })}</p></div>` : nothing}
      ${running ? html`<sl-region-move .change=${running} @region-change-steered=${this.steer}></sl-region-move>` : this.silent ? nothing : html`<p class="quiet">${t('region.lead')}</p>`}
    </section>`;
  }

  private get own(): string {
    return this.standing.value?.region ?? session()?.workspace.region ?? '';
  }

  /** No store of the region answers, or it has none at all. */
  private get silent(): boolean {
    const regions = this.regions.value;
    return regions !== undefined && !regions.some(({ name, ready }) => name === this.own && ready);
  }

  private get running(): RegionChangeView | undefined {
    const listed = this.standing.value?.changes.find(underWay);
    return listed && this.steered?.id === listed.id ? this.steered : listed;
  }

  private get ended(): RegionChangeView[] {
    return this.standing.value?.changes.filter((change) => !underWay(change)) ?? [];
  }

  private ask = (): void => {
    if (this.regions.value) (this.querySelector('sl-region-dialog') as RegionDialog).open();
  };

  private begun = async (event: CustomEvent<RegionChangeView>): Promise<void> => {
    toast(t('region.begun', { place: place(event.detail.to) }));
    await Promise.all([this.standing.again(true), loadSession().catch(() => undefined)]);
  };

  private steer = async (event: CustomEvent<RegionChangeView | undefined>): Promise<void> => {
    this.steered = event.detail;
    await this.standing.again(true);
    this.steered = undefined;
  };
}

const underWay = ({ state }: RegionChangeView): boolean => state === 'running' || state === 'paused';

async function load(): Promise<Standing> {
  const [workspace, changes] = await Promise.all([api.workspace(), api.regionChanges()]);
  return { region: workspace.region, changes };
}
