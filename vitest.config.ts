import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: ['test/e2e/**', 'test/containers/**'],
          globalSetup: ['test/support/shared-postgresql.ts'],
          setupFiles: ['test/support/property-seed.ts'],
          testTimeout: 30_000,
          hookTimeout: 60_000,
          expect: { poll: { timeout: 20_000 } },
          // By default one less than there are processors; both projects must say the same to run side by side.
          maxWorkers: 2,
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          globalSetup: ['test/support/shared-postgresql.ts', 'test/support/webmail-sheets.ts'],
          testTimeout: 120_000,
          hookTimeout: 240_000,
          // A whole stack and a browser answer when they can.
          expect: { poll: { timeout: 20_000 } },
          fileParallelism: true,
          maxWorkers: 2,
        },
      },
    ],
  },
})
