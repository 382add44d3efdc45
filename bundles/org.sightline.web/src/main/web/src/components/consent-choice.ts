import { html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { SlElement } from '../app/element';
import { t } from '../i18n/locale';

/** The consent question: yes and no of equal size, weight and place; nothing is preselected. */
@customElement('sl-consent')
export class ConsentChoice extends SlElement {
  /** The other side's first name. */
  @property() other = '';
  @state() private need = false;

  /** The answer; without one, says so and puts the focus on the first choice. */
  take(): boolean | undefined {
    const chosen = this.querySelector<HTMLInputElement>('input:checked');
    this.need = !chosen;
    if (!chosen) {
      this.querySelector<HTMLInputElement>('input')?.focus();
      return undefined;
    }
    return chosen.value === 'yes';
  }

  protected override render() {
    return html`<fieldset class="consent" @change=${() => (this.need = false)}>
      <legend>${t('consent.question')}</legend>
      <label class="choice"><input type="radio" name="consent" value="yes" data-testid="consent-yes" aria-describedby=${this.need ? 'consent-need' : nothing} /><b>${t('consent.yes')}</b><span>${t('consent.yes.hint', { name: this.other })}</span></label>
      <label class="choice"><input type="radio" name="consent" value="no" data-testid="consent-no" /><b>${t('consent.no')}</b><span>${t('consent.no.hint')}</span></label>
      ${this.need ? html`<p class="error-text" id="consent-need" role="alert">${t('consent.need')}</p>` : nothing}
    </fieldset>`;
  }
}
