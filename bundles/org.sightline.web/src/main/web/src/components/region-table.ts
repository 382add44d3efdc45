import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { BackendView, RegionView } from '../api/types';
import { badge, icon } from '../app/markup';
import { bytes, place } from '../i18n/format';
import { t } from '../i18n/locale';

/** The regions, the stores that serve them and how each of them does. */
export const regionTable = (regions: RegionView[], own: string): TemplateResult => html`<section class="card"><table class="table stackable" data-testid="regions">
  <caption class="cap">${t('region.regions')}</caption>
  <thead><tr><th scope="col">${t('region.col.region')}</th><th scope="col">${t('region.col.stores')}</th><th scope="col">${t('region.col.state')}</th></tr></thead>
  <tbody>${regions.map((region) => row(region, own))}</tbody></table></section>`;

const row = (region: RegionView, own: string): TemplateResult => html`<tr data-testid="region-row" data-region=${region.name} data-ready=${region.ready}>
  <td><b>${place(region.name)}</b> <span class="code faint">${region.name}</span> ${region.name === own ? badge('accent', '', t('region.yours')) : nothing}</td>
  <td data-label=${t('region.col.stores')}><ul class="stores">${region.backends.map(store)}</ul></td>
  <td data-label=${t('region.col.state')}>${state(region)}</td></tr>`;

const store = ({ name, used, ready, freeBytes, message }: BackendView): TemplateResult => html`<li class=${ready ? 'yes' : 'no'} data-testid="backend" data-ready=${ready}>
  ${icon(ready ? 'check' : 'unplug')}<span><span class="sr">${t(ready ? 'region.ready' : used ? 'region.away' : 'region.unused')}: </span><b>${name}</b>
    ${freeBytes === undefined ? nothing : html`<span class="small quiet num nowrap">${t('region.free', { size: bytes(freeBytes) })}</span>`}
    ${ready || !message ? nothing : html`<br /><span class="small quiet" lang="en">${message}</span>`}</span></li>`;

function state({ ready, backends, message }: RegionView): TemplateResult {
  const away = backends.filter((backend) => !backend.ready).length;
  if (!ready) return html`${badge('danger', 'triangle-alert', t('region.away'))}${away || !message ? nothing : html`<br /><span class="small quiet" lang="en">${message}</span>`}`;
  return away ? badge('warn', 'triangle-alert', t('region.partly')) : badge('ok', 'check', t('region.ready'));
}
