import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test, vi } from 'vitest'
import { Menu, type OpensMenu } from '#ui/overlay/menu.tsx'

// Where there is no browser, nobody tells of code that did not come.
vi.hoisted(() => vi.stubGlobal('addEventListener', () => undefined))

const pressed = (key: string, held = {}) => {
  const none = { altKey: false, ctrlKey: false, metaKey: false, shiftKey: false }
  return { ...{ key, ...none, ...held }, preventDefault: vi.fn(), continuePropagation: vi.fn() }
}

test.each([
  ['another key than the arrows', pressed('j')],
  ['an arrow with a key held', pressed('ArrowDown', { shiftKey: true })],
])('%s on the button of a menu → goes on to whoever listens around it', (_what, key) => {
  const drawn: OpensMenu[] = []
  const children = (opens: OpensMenu) => {
    drawn.push(opens)
    return createElement('button', { type: 'button', 'aria-expanded': opens['aria-expanded'] })
  }
  const html = renderToStaticMarkup(createElement(Menu, { label: 'Autres actions', actions: [], children }))
  expect(html).toBe('<button type="button" aria-expanded="false"></button>')
  drawn[0]?.onKeyDown(key)
  expect(key.continuePropagation).toHaveBeenCalledOnce()
  expect(key.preventDefault).not.toHaveBeenCalled()
})
