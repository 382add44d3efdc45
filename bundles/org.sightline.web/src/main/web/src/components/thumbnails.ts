import { html } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { api, ApiError } from '../api/client';
import type { RecordingView } from '../api/types';
import { SlElement } from '../app/element';
import { vars } from '../app/markup';
import { spread, total } from '../player/timeline';

const PICTURES = 12;

/** Small pictures of the customer's takes along the track; they leave memory with the element. */
@customElement('sl-thumbnails')
export class Thumbnails extends SlElement {
  @property({ attribute: false }) recording!: RecordingView;
  @state() private pictures: { url: string; at: number }[] = [];
  private loadedFor = '';

  override disconnectedCallback(): void {
    this.forget();
    super.disconnectedCallback();
  }

  protected override updated(): void {
    if (this.loadedFor === this.recording.id) return;
    this.loadedFor = this.recording.id;
    this.forget();
    void this.load().catch((error) => {
      if (error instanceof ApiError && error.status === 403) this.tell('access-refused', error);
    }); // otherwise the track works without pictures
  }

  protected override render() {
    const length = total(this.recording) || 1;
    return html`<div class="film" aria-hidden="true">
      ${this.pictures.map(({ url, at }, i) => {
        const next = this.pictures[i + 1]?.at ?? length;
        return html`<img src=${url} alt="" ${vars({ '--at': `${(at / length) * 100}%`, '--w': `${((next - at) / length) * 100}%` })} />`;
      })}
    </div>`;
  }

  private async load(): Promise<void> {
    const takes = this.recording.takes.filter((take) => take.role === 'customer').sort((a, b) => a.startMillis - b.startMillis);
    for (const take of takes) {
      const { millis } = await api.keyframes(this.recording.id, take.number);
      for (const local of spread(millis, Math.ceil(PICTURES / takes.length))) {
        const picture = await api.still(this.recording.id, take.number, local);
        if (!picture || !this.isConnected) return;
        this.pictures = [...this.pictures, { url: URL.createObjectURL(picture), at: take.startMillis + local }];
      }
    }
  }

  private forget(): void {
    for (const { url } of this.pictures) URL.revokeObjectURL(url);
    this.pictures = [];
  }
}
