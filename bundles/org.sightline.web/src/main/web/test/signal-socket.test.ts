import { expect, test } from 'vitest';
import { SignalSocket } from '../src/call/signal-socket';
import { FakeSocket } from './fakes';

const listener = () => {
  const heard: string[] = [];
  return { heard, opened: () => heard.push('opened'), received: (m: { type: string }) => heard.push(m.type), closed: (code: number) => heard.push(`closed ${code}`), silent: () => heard.push('silent') };
};

test('text that is no JSON is ignored', () => {
  const [socket, ear] = [new FakeSocket(), listener()];
  new SignalSocket(socket, ear).close(1000);
  const other = new SignalSocket(socket, ear);
  socket.open();
  socket.onmessage?.({ data: '{' });
  socket.onmessage?.({ data: new ArrayBuffer(1) });
  other.close(1000);

  expect(ear.heard).toEqual(['opened']);
});

test('nothing is sent before it is open or after it is closed', () => {
  const socket = new FakeSocket();
  const signals = new SignalSocket(socket, listener());
  expect(signals.send({ type: 'bye' })).toBe(false);
  socket.open();
  expect(signals.send({ type: 'bye' })).toBe(true);
  signals.close(4000);
  expect(signals.send({ type: 'bye' })).toBe(false);
});

test('a close by us is not told', () => {
  const [socket, ear] = [new FakeSocket(), listener()];
  const signals = new SignalSocket(socket, ear);
  signals.close(1000);
  socket.drop(1000);

  expect(ear.heard).toEqual([]);
});
