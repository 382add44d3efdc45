import { html } from 'lit';
import { customElement } from 'lit/decorators.js';
import { api } from '../api/client';
import type { RegionView } from '../api/types';
import { SlElement } from '../app/element';
import { Load } from '../app/load';
import { badge, icon } from '../app/markup';
import { session } from '../app/session';
import { place } from '../i18n/format';
import { t } from '../i18n/locale';
import { loaded, skeletonRows } from './loading';

/** Where recordings go; set by the platform's administrator, shown here. */
@customElement('sl-region-settings')
export class RegionSettings extends SlElement {
  private readonly regions = new Load<RegionView[]>(this, () => api.regions(), 10_000);

  protected override render() {
    const region = session()?.workspace.region ?? '';
    return html`<div class="two">
      <div class="stack">
        <section class="card pad"><h2>${t('region.title', { place: place(region) })}</h2><p class="code faint" data-testid="region">${region}</p><p class="quiet">${t('region.lead')}</p></section>
        ${loaded(this.regions, skeletonRows(2), (regions) => this.table(regions, region))}
      </div>
      <div class="note accent">${icon('map-pin')}<b>${t('region.never')}</b><p class="small">${t('region.never.text')}</p></div>
    </div>`;
  }

  private table(regions: RegionView[], own: string) {
    return html`<section class="card"><table class="table"><caption class="cap">${t('region.regions')}</caption>
      <thead><tr><th scope="col">${t('region.col.region')}</th><th scope="col">${t('region.col.stores')}</th><th scope="col">${t('region.col.state')}</th></tr></thead>
      <tbody>${regions.map(
        (r) => html`<tr><td><b>${place(r.name)}</b> <span class="code faint">${r.name}</span> ${r.name === own ? badge('accent', '', t('region.yours')) : ''}</td>
          <td>${r.backends.join(', ')}</td>
          <td>${badge(r.ready ? 'ok' : 'danger', r.ready ? 'check' : 'triangle-alert', t(r.ready ? 'region.ready' : 'region.away'))}${r.ready ? '' : html`<br /><span class="small quiet">${r.message}</span>`}</td></tr>`,
      )}</tbody></table></section>`;
  }
}
