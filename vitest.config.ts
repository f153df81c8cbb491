import { defineConfig } from 'vitest/config'

const sharedPostgresql = 'test/support/database/shared-postgresql.ts'
const sharedBrowser = 'test/support/browser/shared-browser.ts'
const sharedStack = 'test/support/stack/shared-stack.ts'
const propertySeed = 'test/support/stack/property-seed.ts'
/** These replace a module or a global that others have in use. */
const mocking = [
  'test/identity/authentication/sign-in.test.ts',
  'test/ui/overlay/menu.test.ts',
  'test/webmail/api/writing/answered-meanwhile.test.ts',
  'test/worker/queue/retry-until-recorded.test.ts',
]
const shared = [sharedPostgresql, sharedBrowser, sharedStack]

const module = {
  globalSetup: [sharedPostgresql],
  setupFiles: [propertySeed],
  testTimeout: 30_000,
  hookTimeout: 60_000,
  expect: { poll: { timeout: 20_000 } },
  maxWorkers: 2,
}

/** What a whole stack or a browser takes on a busy machine. */
const patient = {
  testTimeout: 120_000,
  hookTimeout: 240_000,
  // They answer when they can.
  expect: { poll: { timeout: 20_000 } },
  // By default one less than there are processors; projects that run side by side must say the same.
  maxWorkers: 2,
}

// docs/testing.md says what each of them protects.
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: ['test/e2e/**', 'test/deep/**', ...mocking],
          // Files share the modules they import: reading those anew took as long as the tests.
          isolate: false,
          ...module,
        },
      },
      { test: { name: 'mocking', include: mocking, ...module } },
      {
        test: {
          name: 'e2e',
          include: ['test/e2e/*.test.ts'],
          globalSetup: shared,
          ...patient,
        },
      },
      {
        test: {
          name: 'kill',
          include: ['test/e2e/kill/*.test.ts'],
          globalSetup: shared,
          // After the others, whose daemons it kills.
          sequence: { groupOrder: 1 },
          ...patient,
        },
      },
      {
        test: {
          name: 'deep',
          include: ['test/deep/**/*.test.ts'],
          globalSetup: [sharedPostgresql, sharedBrowser, 'test/support/webmail/webmail-sheets.ts'],
          setupFiles: [propertySeed],
          ...patient,
        },
      },
    ],
  },
})
