import { LitElement } from 'lit';
import { onLocale } from '../i18n/locale';

/** Base of every element here: light DOM, so that labels, styles and focus work across, and renders anew in another language. */
export abstract class SlElement extends LitElement {
  private stopLocale: (() => void) | undefined;

  protected override createRenderRoot(): this {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.stopLocale = onLocale(() => this.requestUpdate());
  }

  override disconnectedCallback(): void {
    this.stopLocale?.();
    super.disconnectedCallback();
  }

  protected tell<T>(name: string, detail?: T): void {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true }));
  }
}
