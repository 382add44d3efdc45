// Builds and tests the pages into target/pages, unless nothing has changed since it last did.
import { createHash } from 'node:crypto';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';

const web = new URL('..', import.meta.url).pathname;
const target = new URL('../../../../target/', import.meta.url).pathname;
const stamp = join(target, 'pages.stamp');
const modules = join(web, 'node_modules/.package-lock.json');

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) fail(`the pages need Node 20.19 or newer; this is ${process.versions.node}`);

const sources = hashOf(web);
if (existsSync(join(target, 'pages/index.html')) && read(stamp) === sources) {
  console.log('The pages have not changed.');
} else {
  const lock = hash(readFileSync(join(web, 'package-lock.json')));
  const installed = join(web, 'node_modules/.sightline');
  if (!existsSync(modules) || read(installed) !== lock) {
    npm('ci');
    writeFileSync(installed, lock);
  }
  npm('test');
  npm('run', 'build');
  rmSync(join(target, 'classes/pages'), { recursive: true, force: true }); // or files of earlier builds would be packaged too
  mkdirSync(target, { recursive: true });
  writeFileSync(stamp, sources);
}

function npm(...args) {
  const { status, error } = spawnSync('npm', [...args, '--no-update-notifier'], { cwd: web, stdio: 'inherit' });
  if (error) fail(`npm cannot be run: ${error.message}`);
  if (status !== 0) fail(`npm ${args.join(' ')} failed`);
}

function hashOf(folder) {
  const all = [];
  const walk = (at) => {
    for (const name of readdirSync(at).sort()) {
      const path = join(at, name);
      if (name === 'node_modules') continue;
      if (statSync(path).isDirectory()) walk(path);
      else all.push(relative(folder, path), hash(readFileSync(path)));
    }
  };
  walk(folder);
  return hash(all.join('\n'));
}

function hash(bytes) {
  return createHash('sha256').update(bytes).digest('hex');
}

function read(path) {
  return existsSync(path) ? readFileSync(path, 'utf8') : '';
}

function fail(message) {
  console.error(message);
  process.exit(1);
}
