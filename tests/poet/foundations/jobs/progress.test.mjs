// The progress page's script, without a browser. Run by test_progress_page.py.
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import assert from 'node:assert/strict'

globalThis.document = { querySelectorAll: () => [] }
let reloaded = 0
globalThis.window = { fetch: () => {}, location: { reload: () => { reloaded += 1 } } }
const source = readFileSync(process.env.MODULE, 'utf8')
const { follow } = await import('data:text/javascript,' + encodeURIComponent(source))

function aPart () {
  const parts = {
    progress: {},
    '[data-job-sentence]': { textContent: '' },
    '[data-job-count]': {},
    '[data-job-next]': {}
  }
  return { parts, dataset: { jobUrl: '/jobs/x/state' }, querySelector: (name) => parts[name] }
}

const AT_FIRST = { of: 4, done: 1, count: '1 of 4', sentence: 'Reading', state: 'running', is_finished: false }
const AT_LAST = { of: 4, done: 4, count: '4 of 4', sentence: 'Done.', state: 'done', is_finished: true }
const says = (job) => ({ ok: true, status: 200, json: async () => job })

test('follows until it is finished, and waits longer while the site is away', async () => {
  const answers = [says(AT_FIRST), null, null, { ok: false, status: 502 }, says(AT_LAST)]
  const waits = []
  const said = []
  const part = aPart()
  await follow(part, {
    ask: async () => {
      const answer = answers.shift()
      if (answer === null) throw new TypeError('away')
      return answer
    },
    wait: async (milliseconds) => {
      waits.push(milliseconds)
      said.push(part.parts['[data-job-sentence]'].textContent)
    }
  })
  assert.deepEqual(waits, [1000, 1000, 2000, 4000, 8000])
  assert.equal(said[1], 'Reading')
  assert.match(said[3], /cannot be reached/)
  assert.equal(part.parts.progress.value, 4)
  assert.equal(part.parts['[data-job-sentence]'].textContent, 'Done.')
  assert.equal(part.parts['[data-job-next]'].hidden, false)
  assert.equal(reloaded, 0)
})

test('when it may not be seen any more, the page itself is asked', async () => {
  await follow(aPart(), { ask: async () => ({ ok: false, status: 404 }), wait: async () => {} })
  assert.equal(reloaded, 1)
})
