// What a browser keeps of answers, in memory.

import type { KeptAnswer, KeptStore } from '#webmail/client/offline/answer-cache.ts'

export function storeInMemory(): KeptStore {
  const kept = new Map<string, KeptAnswer>()
  return {
    get: async (key) => kept.get(key) ?? null,
    put: async (answer) => void kept.set(answer.key, answer),
    facts: async () =>
      [...kept.values()]
        .sort((one, other) => one.at - other.at)
        .map(({ key, box, at, octets }) => ({ key, box, at, octets })),
    async remove(keys) {
      for (const key of keys) kept.delete(key)
    },
  }
}
