import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { api } from '../api/client';
import type { RegionChangeView } from '../api/types';
import { badge, icon } from '../app/markup';
import { bytes, moment, number, place } from '../i18n/format';
import { plural, t } from '../i18n/locale';

/** The changes of the region that have ended, newest first, each with its signed report. */
export const regionHistory = (changes: RegionChangeView[]): TemplateResult => html`<section class="card" data-testid="region-history">
  <div class="head"><h2>${t('history.title')}</h2></div>
  <ul class="rows flush">${changes.map(row)}</ul></section>`;

const row = (change: RegionChangeView): TemplateResult => html`<li class="wraps" data-testid="region-change-row" data-change=${change.id} data-state=${change.state}>
  <span class="main"><b>${place(change.from)} ${icon('arrow-right')}<span class="sr">${t('history.to')}</span> ${place(change.to)}</b><br />
    <span class="small quiet">${[moment(change.endedAt ?? change.startedAt), change.requestedByName, plural('history.moved', change.moved.objects, { n: number(change.moved.objects), size: bytes(change.moved.bytes) })].filter(Boolean).join(' · ')}</span></span>
  ${change.state === 'done' ? badge('ok', 'check', t('history.done')) : badge('', 'history', t('history.superseded'))}
  ${change.reported
    ? html`<a class="btn sm" href=${api.regionReportUrl(change.id)} download data-testid="region-report">${icon('download')}${t('history.report')}<span class="sr"> ${t('history.report.of', { from: place(change.from), to: place(change.to), when: moment(change.endedAt ?? change.startedAt) })}</span></a>`
    : nothing}</li>`;
