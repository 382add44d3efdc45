import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { cpSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { defineConfig } from 'vite';

const OUT = process.env.SIGHTLINE_WEB_OUT ?? '../../../target/pages';

/** Lays compressed copies beside what compresses, and the licence of what is bundled. */
const finish = () => ({
  name: 'finish',
  apply: 'build',
  closeBundle() {
    cpSync('node_modules/lit/LICENSE', join(OUT, 'licences/lit.txt'));
    const pack = (folder) => {
      for (const name of readdirSync(folder)) {
        const path = join(folder, name);
        if (statSync(path).isDirectory()) pack(path);
        else if (/\.(js|css|svg)$/.test(name)) {
          const bytes = readFileSync(path);
          writeFileSync(`${path}.gz`, gzipSync(bytes, { level: 9 }));
          writeFileSync(`${path}.br`, brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }));
        }
      }
    };
    pack(join(OUT, 'assets'));
  },
});

export default defineConfig({
  plugins: [finish()],
  build: {
    outDir: OUT,
    emptyOutDir: true,
    target: 'es2021',
    assetsInlineLimit: 0, // no data: address: the content security policy has none
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 600,
    reportCompressedSize: false,
  },
  server: { proxy: process.env.SIGHTLINE ? { '/api': { target: process.env.SIGHTLINE, secure: false }, '/signal': { target: process.env.SIGHTLINE, ws: true, secure: false } } : {} },
  test: { include: ['test/**/*.test.ts'], environment: 'node' },
});
