import { afterAll, beforeAll, expect, test } from 'vitest'
import { allRoutes, apiBase } from '#admin/api/app.ts'
import { startTestAdmin, type TestAdmin } from '#test/support/admin/admin.ts'

let admin: TestAdmin
beforeAll(async () => {
  admin = await startTestAdmin()
})
afterAll(() => admin[Symbol.asyncDispose]())

interface Operation {
  readonly operationId: string
  readonly parameters: readonly { readonly name: string; readonly in: string; readonly required: boolean }[]
  readonly responses: Readonly<Record<string, unknown>>
}

test('the document → every route, with its parameters, each operation named once', async () => {
  const answer = await fetch(`${admin.origin}${apiBase}/openapi.json`)
  const { openapi, paths } = (await answer.json()) as {
    openapi: string
    paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
  }
  expect(openapi).toBe('3.1.0')
  const operations = Object.entries(paths).flatMap(([path, each]) =>
    Object.entries(each).map(([method, operation]) => ({
      name: `${method.toUpperCase()} ${path}`,
      path,
      operation,
    })),
  )
  expect(operations.map(({ name }) => name).toSorted()).toEqual(allRoutes.map(({ name }) => name).toSorted())
  const ids = operations.map(({ operation }) => operation.operationId)
  expect(new Set(ids).size).toBe(ids.length)
  for (const { name, path, operation } of operations) {
    const inPath = operation.parameters.filter((each) => each.in === 'path').map((each) => `{${each.name}}`)
    expect(inPath.toSorted(), name).toEqual((path.match(/\{\w+\}/g) ?? []).toSorted())
    expect(operation.responses.default, name).toBeDefined()
  }
})

test('the page → every route has its place, no script, and nothing from elsewhere', async () => {
  const answer = await fetch(`${admin.origin}/api/reference`)
  expect(answer.headers.get('content-security-policy')).not.toContain('script-src')
  const text = await answer.text()
  expect(text).not.toMatch(/<script|src=|http:\/\/|https:\/\//)
  const anchors = [...text.matchAll(/<section class="route" id="([^"]+)"/g)].map(([, id]) => id)
  expect(anchors).toHaveLength(allRoutes.length)
  expect(new Set(anchors).size).toBe(anchors.length)
  for (const anchor of anchors) expect(text).toContain(`href="#${anchor}"`)
})
