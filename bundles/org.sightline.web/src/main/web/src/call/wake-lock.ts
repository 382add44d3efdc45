/** Keeps the screen on during a call, where the browser can: a phone that dims closes its camera. */
export class WakeLock {
  private lock: { release(): Promise<void> } | undefined;
  private wanted = false;
  /** A lock is lost when the page is hidden: take it again when the page is back. */
  private readonly back = (): void => void (document.visibilityState === 'visible' && this.take());

  hold(): void {
    if (this.wanted) return;
    this.wanted = true;
    document.addEventListener('visibilitychange', this.back);
    void this.take();
  }

  release(): void {
    this.wanted = false;
    document.removeEventListener('visibilitychange', this.back);
    void this.lock?.release().catch(() => undefined);
    this.lock = undefined;
  }

  private async take(): Promise<void> {
    try {
      const lock = await navigator.wakeLock?.request('screen');
      if (this.wanted) this.lock = lock;
      else await lock?.release();
    } catch {
      // refused, for example with the battery low: the call works without
    }
  }
}
