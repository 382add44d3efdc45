import { html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { SlElement } from '../app/element';
import { icon } from '../app/markup';
import { t } from '../i18n/locale';
import { toast } from './toasts';

/** Text to hand on, with a button that copies it. */
@customElement('sl-copy')
export class Copy extends SlElement {
  @property() value = '';
  @property() label = '';
  @property() action = '';
  @property() done = '';
  @property() testid = 'link';
  @state() private stuck = false;

  protected override render() {
    return html`<div class="field copy">
      <label for="copy-${this.testid}">${this.label}</label>
      <div class="row">
        <input class="input" id="copy-${this.testid}" readonly .value=${this.value} data-testid=${this.testid} @focus=${this.select} />
        <button class="btn" type="button" data-testid="copy-${this.testid}-button" @click=${this.copy}>${icon('copy')}${this.action}</button>
      </div>
      ${this.stuck ? html`<p class="error-text" role="alert">${t('newcall.copy.failed')}</p>` : nothing}
    </div>`;
  }

  private select(event: Event): void {
    (event.target as HTMLInputElement).select();
  }

  private copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(this.value);
      this.stuck = false;
      toast(this.done);
    } catch {
      this.stuck = true;
      this.querySelector('input')?.select();
    }
  };
}
