import type { FromPage, FromPlatform } from './messages';

/** The part of a WebSocket that signalling needs. */
export interface SocketLike {
  readyState: number;
  onopen: ((event: any) => void) | null;
  onmessage: ((event: any) => void) | null;
  onclose: ((event: any) => void) | null;
  onerror: ((event: any) => void) | null;
  send(text: string): void;
  close(code?: number): void;
}

export interface SocketListener {
  opened(): void;
  received(message: FromPlatform): void;
  /** The connection is gone, not by us. */
  closed(code: number): void;
  /** Nothing has been heard for too long, though the connection claims to be up. */
  silent(): void;
}

const OPEN = 1;
const PING_EVERY_MS = 2_000;
const SILENT_AFTER_MS = 5_000;

/** One signalling connection: JSON in and out, and a ping that notices what onclose does not. */
export class SignalSocket {
  private heardAt = Date.now();
  private pings = 0;
  private timer: ReturnType<typeof setInterval> | undefined;
  private done = false;

  constructor(
    private readonly socket: SocketLike,
    private readonly listener: SocketListener,
  ) {
    this.timer = setInterval(() => this.tick(), PING_EVERY_MS);
    socket.onopen = () => {
      this.heardAt = Date.now();
      if (!this.done) listener.opened();
    };
    socket.onmessage = (event) => this.read(event.data);
    socket.onclose = (event) => {
      if (this.stop()) listener.closed(event.code ?? 1006);
    };
    socket.onerror = () => undefined; // onclose follows and says more
  }

  /** Sends if the connection is up; false if it is not. */
  send(message: FromPage): boolean {
    if (this.done || this.socket.readyState !== OPEN) return false;
    this.socket.send(JSON.stringify(message));
    return true;
  }

  /** Closes without telling the listener. */
  close(code: number): void {
    if (this.stop()) this.socket.close(code);
  }

  private read(text: unknown): void {
    if (this.done || typeof text !== 'string') return;
    this.heardAt = Date.now();
    let message: FromPlatform;
    try {
      message = JSON.parse(text);
    } catch {
      return; // not for us: the platform speaks JSON only
    }
    this.listener.received(message);
  }

  private tick(): void {
    if (Date.now() - this.heardAt > SILENT_AFTER_MS) {
      this.listener.silent();
    } else {
      this.send({ type: 'ping', n: ++this.pings });
    }
  }

  private stop(): boolean {
    if (this.done) return false;
    this.done = true;
    clearInterval(this.timer);
    return true;
  }
}
