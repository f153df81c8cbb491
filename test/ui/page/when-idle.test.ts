import { afterEach, expect, test, vi } from 'vitest'
import { whenIdle } from '#ui/page/when-idle.ts'

afterEach(() => {
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

test('a browser without idle callbacks → done after the patience; taken back before → not at all', () => {
  vi.useFakeTimers()
  vi.stubGlobal('requestIdleCallback', undefined)
  const work = vi.fn()
  whenIdle(work, 1_000)
  whenIdle(work, 1_000)()
  vi.advanceTimersByTime(999)
  expect(work).not.toHaveBeenCalled()
  vi.advanceTimersByTime(1)
  expect(work).toHaveBeenCalledTimes(1)
})

test('a browser with them → asked for one that comes within the patience; taken back → cancelled', () => {
  const [request, cancel] = [vi.fn(() => 7), vi.fn()]
  vi.stubGlobal('requestIdleCallback', request)
  vi.stubGlobal('cancelIdleCallback', cancel)
  const work = () => undefined
  whenIdle(work, 4_000)()
  expect(request).toHaveBeenCalledWith(work, { timeout: 4_000 })
  expect(cancel).toHaveBeenCalledWith(7)
})
