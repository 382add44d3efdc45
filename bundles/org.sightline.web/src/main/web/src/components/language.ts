import { html } from 'lit';
import { customElement } from 'lit/decorators.js';
import { SlElement } from '../app/element';
import { locale, setLocale, t } from '../i18n/locale';

/** Switches to the other language; named in that language. */
@customElement('sl-language')
export class Language extends SlElement {
  protected override render() {
    const other = locale() === 'en-CA' ? 'fr-CA' : 'en-CA';
    return html`<button class="lang link" lang=${other} data-testid="language" @click=${() => setLocale(other)}>
      ${t('lang.other')}
    </button>`;
  }
}
