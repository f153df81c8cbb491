import { expect, test } from 'vitest'
import { daemonNames, processNames } from '#core/service-names.ts'
import { allServices } from '#stack/services/all.ts'
import { demoInstallation } from '#test/support/stack/installation.ts'

const names = allServices(demoInstallation()).map(({ name }) => name)

test('every name of a daemon or process → exactly one service', () => {
  expect(names.toSorted()).toEqual([...daemonNames, ...processNames].toSorted())
})

test.each(allServices(demoInstallation()))('$name → all it needs comes before it', ({ name, needs }) => {
  const before = names.slice(0, names.indexOf(name))
  expect(needs.filter((need) => !before.includes(need))).toEqual([])
})
