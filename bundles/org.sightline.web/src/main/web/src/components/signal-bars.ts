import { html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { SlElement } from '../app/element';
import type { Quality } from '../call/call-stats';
import { t } from '../i18n/locale';

const BARS: Record<Quality, number> = { good: 4, fair: 3, weak: 2, none: 0, unknown: 0 };

/** How good the connection is: bars and words. */
@customElement('sl-signal')
export class SignalBars extends SlElement {
  @property() quality: Quality = 'unknown';

  protected override render() {
    const full = BARS[this.quality];
    return html`<span class="sig" aria-hidden="true">${[1, 2, 3, 4].map((n) => html`<i class=${n <= full ? '' : 'o'}></i>`)}</span
      ><span role="status">${t(`call.quality.${this.quality}`)}</span>`;
  }
}
