import { html } from 'lit';
import type { TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { bytes } from '../i18n/format';
import { t } from '../i18n/locale';

const MB = 1_000_000;
const RATES = [0, 1 * MB, 5 * MB, 10 * MB, 25 * MB, 50 * MB, 100 * MB];

/** How fast a move may go at most; one that the console has set is offered too. */
export function rateChoice(testid: string, rate: number, choose: (rate: number) => void): TemplateResult {
  const rates = RATES.includes(rate) ? RATES : [...RATES, rate].sort((a, b) => a - b);
  const change = (event: Event): void => choose(Number((event.target as HTMLSelectElement).value));
  return html`<label class="row small rate"><span>${t('move.rate')}</span>
    <select class="select" data-testid=${testid} @change=${change}>${rates.map(
      (each) => html`<option value=${each} .selected=${live(each === rate)}>${each ? t('move.rate.at', { size: bytes(each) }) : t('move.rate.free')}</option>`,
    )}</select></label>`;
}
