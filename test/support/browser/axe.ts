// Axe in a page and in all the frames within it, with every rule. What each frame says is put together in the page itself, which is
// ours; in an empty page of its own, as the library for Playwright does it, a look took four times as long.

import axe from 'axe-core'
import type { Frame, Page } from 'playwright-core'
import { z } from 'zod'

/** Every rule is tried; what is in order is not written down node by node. */
const options = JSON.stringify({ resultTypes: ['violations'] })

/** All of a page. */
const whole = { exclude: [] }

/** Of a frame within another: how axe finds it there, and what of it is to be looked at. */
const innerFrames = z.array(z.object({ frameSelector: z.unknown(), frameContext: z.unknown() }))
const findings = z.array(z.string())

/** What axe finds wrong, one line each; nothing where all is well. */
export async function axeFindings(page: Page): Promise<readonly string[]> {
  const within = await partialsWithin(page.mainFrame(), whole)
  return findings.parse(
    await page.evaluate(`(async () => {
      const partials = [await axe.runPartial(${JSON.stringify(whole)}, ${options}), ...${JSON.stringify(within)}]
      const { violations } = await axe.finishRun(partials, ${options})
      return violations.flatMap(({ id, nodes }) =>
        nodes.map(({ html, failureSummary }) => id + ': ' + html + ' ' + (failureSummary ?? '')))
    })()`),
  )
}

/** What the frames in a frame say, each followed by those in it; null for one that went meanwhile or lets no script in. */
async function partialsWithin(frame: Frame, context: unknown): Promise<readonly unknown[]> {
  const place = JSON.stringify(context)
  if ((await frame.evaluate('typeof axe')) === 'undefined') await frame.evaluate(axe.source)
  const inner = innerFrames.parse(await frame.evaluate(`axe.utils.getFrameContexts(${place}, ${options})`))
  const partials: unknown[] = []
  for (const { frameSelector, frameContext } of inner)
    partials.push(...(await partialsOf(frame, frameSelector, frameContext).catch(() => [null])))
  return partials
}

async function partialsOf(outer: Frame, selector: unknown, context: unknown): Promise<readonly unknown[]> {
  const found = await outer.evaluateHandle(`axe.utils.shadowSelect(${JSON.stringify(selector)})`)
  const frame = await found.asElement()?.contentFrame()
  if (frame === null || frame === undefined) return [null]
  const within = await partialsWithin(frame, context)
  return [await frame.evaluate(`axe.runPartial(${JSON.stringify(context)}, ${options})`), ...within]
}
