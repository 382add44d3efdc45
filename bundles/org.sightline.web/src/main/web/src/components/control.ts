import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { icon } from '../app/markup';

export interface Control {
  icon: string;
  text: string;
  testid: string;
  act: () => void;
  pressed?: boolean;
  label?: string;
  end?: boolean;
}

/** A round button of a call. Every toolbar is one tab stop; arrows move in it. */
export const control = (c: Control): TemplateResult =>
  html`<button class="ctl ${c.end ? 'end' : ''}" aria-pressed=${c.pressed === undefined ? nothing : c.pressed} aria-label=${c.label ?? nothing} data-testid=${c.testid} @click=${c.act}>
    <span>${icon(c.icon)}</span><span>${c.text}</span>
  </button>`;

/** Moves the focus with the arrow keys inside a toolbar. */
export function toolbarKeys(event: KeyboardEvent): void {
  const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
  if (!step) return;
  const buttons = [...(event.currentTarget as HTMLElement).querySelectorAll<HTMLButtonElement>('button')];
  const at = buttons.indexOf(document.activeElement as HTMLButtonElement);
  if (at < 0) return;
  event.preventDefault();
  const next = buttons[(at + step + buttons.length) % buttons.length]!;
  rove(event.currentTarget as HTMLElement, next);
  next.focus();
}

/** Leaves one button of a toolbar in the tab order. */
export function rove(toolbar: HTMLElement | null, chosen?: HTMLElement): void {
  const buttons = [...(toolbar?.querySelectorAll<HTMLButtonElement>('button') ?? [])];
  const kept = chosen ?? buttons.find((button) => button.tabIndex === 0 && button === document.activeElement) ?? buttons[0];
  for (const button of buttons) button.tabIndex = button === kept ? 0 : -1;
}
