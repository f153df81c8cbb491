// For whoever enlarges the page, has a narrow screen or chose the colours of their device: nothing lies beside the page, and where one
// is with the keyboard is seen. Axe looks at the width between desk and phone, which the albums of other tests leave out.

import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { axeFindings } from '#test/support/browser/axe.ts'
import { inEveryLook, openBrowser, visit } from '#test/support/browser/browser.ts'
import { type WebmailOnFixtures, webmailOnFixtures } from '#test/support/webmail/webmail-on-fixtures.ts'
import { webmailPictures } from '#test/support/webmail/webmail-sheets.ts'
import { button, inbox } from '#test/support/webmail/webmail-writing.ts'

const folder = join(webmailPictures, 'low-vision')
let browser: Browser
let webmail: WebmailOnFixtures
beforeAll(async () => {
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { recursive: true })
  browser = await openBrowser()
  webmail = await webmailOnFixtures()
})
afterAll(async () => {
  await webmail[Symbol.asyncDispose]()
  await browser.close()
})

const menu = (page: Page) => button(page, 'Menu')

/** Each from where one signs in. */
const screens = {
  connexion: async (page: Page) => {
    await page.goto('/connexion')
    await page.getByLabel('Votre adresse').fill('mairie@mairie-saulieu.test')
  },
  accessibilite: async (page: Page) => {
    await page.goto('/accessibilite')
    await page.getByRole('heading', { name: 'Voies de recours' }).waitFor()
  },
  liste: async (page: Page) => {
    await page.goto(inbox)
    await page.getByRole('row', { name: /Carte d’identité/ }).waitFor()
  },
  message: async (page: Page) => {
    await page.goto(`${inbox}/1`)
    await page.getByRole('heading', { name: 'Carte d’identité' }).waitFor()
    await page.frameLocator('iframe.html-frame').first().getByText('Voici la facture').waitFor()
  },
  redaction: async (page: Page) => {
    await page.goto(inbox)
    await page.getByRole('row', { name: /Carte d’identité/ }).waitFor()
    await button(page, 'Écrire').click()
    await page.locator('.composer [role=combobox]:focus').waitFor()
  },
  reglages: async (page: Page) => {
    await page.goto(inbox)
    await page.getByRole('row', { name: /Carte d’identité/ }).waitFor()
    if (await menu(page).isVisible()) await menu(page).click()
    await button(page, 'Réglages').last().click()
    await page.getByRole('tab', { name: 'Affichage' }).waitFor()
  },
  'premiers-pas': async (page: Page) => {
    await page.route('**/api/v1/settings', async (route) => {
      const settings: unknown = await (await route.fetch()).json()
      await route.fulfill({ json: Object.assign({}, settings, { firstSteps: true }) })
    })
    await page.goto('/compte/premiers-pas')
    await page.getByRole('heading', { name: 'Premiers pas' }).waitFor()
  },
} as const

type Screen = keyof typeof screens
const names = Object.keys(screens) as Screen[]

const texts = z.array(z.string())

/** What ends beyond the right edge of the page, unless one scrolls to it in a part of its own. */
const beyondTheEdge = async (page: Page): Promise<readonly string[]> =>
  texts.parse(
    await page.evaluate(`(() => {
      const reached = (each) => {
        for (let at = each.parentElement; at !== null && at !== document.body; at = at.parentElement)
          if (/auto|scroll/.test(getComputedStyle(at).overflowX) && at.scrollWidth > at.clientWidth) return true
        return false
      }
      const wide = document.documentElement.scrollWidth > innerWidth ? ['the page scrolls sideways'] : []
      return wide.concat([...document.body.querySelectorAll('*')]
        .filter((each) => each.checkVisibility({ opacityProperty: true, visibilityProperty: true }) && each.closest('.heard, .skip') === null)
        .filter((each) => { const { right, width, height } = each.getBoundingClientRect(); return width > 1 && height > 1 && right > innerWidth + 1 && !reached(each) })
        .map((each) => each.tagName + '.' + each.getAttribute('class') + ' ' + (each.textContent ?? '').slice(0, 40)))
    })()`),
  )

interface Size {
  readonly width: number
  readonly height: number
}

async function at(size: Size, screen: Screen, look: (page: Page) => Promise<void>): Promise<void> {
  await using tab = await visit(browser, webmail, size.width < 768 ? 'phone' : 'desk')
  await tab.page.setViewportSize(size)
  await screens[screen](tab.page)
  await tab.page.evaluate('document.fonts.ready')
  await look(tab.page)
}

const picture = (page: Page, name: string) =>
  page.screenshot({ path: join(folder, `${name}.png`), animations: 'disabled' })

test.each(names)('%s on 320 px → nothing beside the page', async (screen) => {
  await at({ width: 320, height: 640 }, screen, async (page) => {
    await picture(page, `${screen}-320`)
    expect(await beyondTheEdge(page)).toEqual([])
  })
})

test.each(names)('%s at 200 % on a screen of 1440 × 900 → nothing beside the page', async (screen) => {
  await at({ width: 720, height: 450 }, screen, async (page) => {
    await picture(page, `${screen}-200`)
    expect(await beyondTheEdge(page)).toEqual([])
  })
})

test.each(names)('%s with letters twice as large → nothing beside the page', async (screen) => {
  await at({ width: 1280, height: 900 }, screen, async (page) => {
    await page.evaluate(`document.documentElement.style.fontSize = '200%'`)
    await picture(page, `${screen}-letters`)
    expect(await beyondTheEdge(page)).toEqual([])
  })
})

/** Whether whatever has the focus, or what is drawn in its place, has an outline. */
const focusIsSeen = `(() => {
  const focused = document.activeElement
  if (focused === null || focused === document.body || focused.tagName === 'IFRAME') return ''
  const drawn = [focused, focused.parentElement, ...focused.querySelectorAll('*'), ...(focused.parentElement?.children ?? []), focused.closest('.field-box, label, .row')]
  const outlined = drawn.some((each) => {
    if (each === null || each === undefined) return false
    const { outlineStyle, outlineWidth } = getComputedStyle(each)
    return outlineStyle !== 'none' && parseFloat(outlineWidth) > 0
  })
  return outlined ? '' : focused.outerHTML.slice(0, 160)
})()`

test.each(names)('%s in the colours of the device → the focus is seen wherever Tab leads', async (screen) => {
  await at({ width: 1280, height: 800 }, screen, async (page) => {
    await page.emulateMedia({ forcedColors: 'active' })
    await page.mouse.move(0, 0)
    const unseen = new Set<string>()
    for (let step = 0; step < 30; step++) {
      await page.keyboard.press('Tab')
      unseen.add(String(await page.evaluate(focusIsSeen)))
      if (step === 4) await picture(page, `${screen}-forced`)
    }
    await page.emulateMedia({ forcedColors: 'active', colorScheme: 'dark' })
    await picture(page, `${screen}-forced-dark`)
    expect([...unseen].filter((each) => each !== '')).toEqual([])
  })
})

test.each(names)('%s on 1024 px in both themes → nothing that axe finds wrong', async (screen) => {
  await at({ width: 1024, height: 768 }, screen, async (page) => {
    const look = async (_: unknown, theme: string) => {
      await picture(page, `${screen}-1024-${theme}`)
      expect(await axeFindings(page), theme).toEqual([])
    }
    await inEveryLook(page, look, ['small'])
  })
})
