import type { Kind } from './messages';

/** Figures of one direction and kind. Numbers only: no address and no name is ever in here. */
export interface FlowStats {
  direction: 'in' | 'out';
  kind: Kind;
  bytes: number;
  packets: number;
  lost: number;
  frames: number;
  framesPerSecond: number;
  width: number;
  height: number;
}

export interface CallStats {
  flows: FlowStats[];
  roundTripMs: number;
}

export type Quality = 'good' | 'fair' | 'weak' | 'none' | 'unknown';

const number = (value: unknown): number => (typeof value === 'number' && Number.isFinite(value) ? value : 0);

/** Reduces a statistics report to what a page shows and a test checks. */
export function readStats(report: Iterable<[string, any]>): CallStats {
  const flows: FlowStats[] = [];
  let roundTripMs = 0;
  for (const [, entry] of report) {
    if (entry.type === 'candidate-pair' && entry.nominated) {
      roundTripMs = Math.max(roundTripMs, number(entry.currentRoundTripTime) * 1000);
    }
    if (entry.type !== 'inbound-rtp' && entry.type !== 'outbound-rtp') continue;
    const inbound = entry.type === 'inbound-rtp';
    flows.push({
      direction: inbound ? 'in' : 'out',
      kind: entry.kind,
      bytes: number(inbound ? entry.bytesReceived : entry.bytesSent),
      packets: number(inbound ? entry.packetsReceived : entry.packetsSent),
      lost: number(entry.packetsLost),
      frames: number(inbound ? entry.framesDecoded : entry.framesEncoded),
      framesPerSecond: number(entry.framesPerSecond),
      width: number(entry.frameWidth),
      height: number(entry.frameHeight),
    });
  }
  return { flows, roundTripMs };
}

const sum = (stats: CallStats, field: 'packets' | 'lost'): number =>
  stats.flows.filter((f) => f.direction === 'in').reduce((total, f) => total + f[field], 0);

/** Judges the connection from two readings: loss first, then delay. */
export function quality(before: CallStats | undefined, now: CallStats): Quality {
  if (!before) return 'unknown';
  const arrived = sum(now, 'packets') - sum(before, 'packets');
  const lost = Math.max(0, sum(now, 'lost') - sum(before, 'lost'));
  if (arrived <= 0) return 'unknown';
  const share = lost / (arrived + lost);
  if (share > 0.08 || now.roundTripMs > 600) return 'weak';
  if (share > 0.02 || now.roundTripMs > 250) return 'fair';
  return 'good';
}
