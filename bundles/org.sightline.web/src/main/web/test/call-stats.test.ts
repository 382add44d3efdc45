import { expect, test } from 'vitest';
import { quality, readStats } from '../src/call/call-stats';
import type { CallStats } from '../src/call/call-stats';

const report = (packetsReceived: number, packetsLost: number, rtt = 0.02): CallStats =>
  readStats([
    ['p', { type: 'candidate-pair', nominated: true, currentRoundTripTime: rtt, remoteAddress: '192.0.2.7' }],
    ['i', { type: 'inbound-rtp', kind: 'video', packetsReceived, packetsLost, framesDecoded: 30, bytesReceived: 1 }],
    ['l', { type: 'local-candidate', address: '192.0.2.9' }],
  ]);

test('holds numbers and no address', () => {
  expect(JSON.stringify(report(10, 0))).not.toContain('192.0.2');
  expect(report(10, 0).flows[0]).toMatchObject({ direction: 'in', kind: 'video', packets: 10, frames: 30 });
});

test('is judged by loss, then by delay', () => {
  expect(quality(undefined, report(100, 0))).toBe('unknown');
  expect(quality(report(0, 0), report(100, 0))).toBe('good');
  expect(quality(report(0, 0), report(96, 4))).toBe('fair');
  expect(quality(report(0, 0), report(80, 20))).toBe('weak');
  expect(quality(report(0, 0), report(100, 0, 0.7))).toBe('weak');
  expect(quality(report(100, 0), report(100, 0))).toBe('unknown');
});
