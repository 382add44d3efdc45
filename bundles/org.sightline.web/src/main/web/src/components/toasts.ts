import { html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { SlElement } from '../app/element';

const SHOWN_MS = 6_000;

/** Confirms what somebody did, one at a time. Never for errors: those stay where the problem is. */
export function toast(text: string): void {
  dispatchEvent(new CustomEvent('sl-toast', { detail: text }));
}

@customElement('sl-toasts')
export class Toasts extends SlElement {
  @state() private text = '';
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly show = (event: Event): void => {
    this.text = (event as CustomEvent<string>).detail;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => (this.text = ''), SHOWN_MS);
  };

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener('sl-toast', this.show);
  }

  override disconnectedCallback(): void {
    removeEventListener('sl-toast', this.show);
    super.disconnectedCallback();
  }

  protected override render() {
    return html`<div class="toasts" role="status" aria-live="polite" data-testid="toast">
      ${this.text ? html`<div class="toast">${this.text}</div>` : nothing}
    </div>`;
  }
}
