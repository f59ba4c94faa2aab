// Keeps a job's progress up to date without loading the page again. The page is complete without it.
const FIRST_WAIT = 1_000
const LONGEST_WAIT = 15_000
const OUT_OF_TOUCH = 'The site cannot be reached just now. The work goes on; this page will catch up.'

/** Write what the server said. The sentence is spoken by screen readers, so it is written only when it changes. */
export function show (part, job) {
  const bar = part.querySelector('progress')
  const sentence = part.querySelector('[data-job-sentence]')
  if (job.of) {
    bar.max = job.of
    bar.value = job.done
  }
  bar.hidden = job.is_finished
  part.dataset.jobState = job.state
  part.querySelector('[data-job-count]').textContent = job.count
  part.querySelector('[data-job-next]').hidden = !job.is_finished
  if (sentence.textContent !== job.sentence) sentence.textContent = job.sentence
}

/** Ask until the job is finished: every second, less often while the site cannot be reached. */
export async function follow (part, { ask = window.fetch.bind(window), wait = pause } = {}) {
  let delay = FIRST_WAIT
  for (;;) {
    await wait(delay)
    try {
      const answer = await ask(part.dataset.jobUrl, { credentials: 'same-origin', cache: 'no-store' })
      // Signed out, or the job is gone: the page itself says what to do.
      if (answer.redirected || (answer.status >= 400 && answer.status < 500)) return window.location.reload()
      if (!answer.ok) throw new Error(`status ${answer.status}`)
      const job = await answer.json()
      show(part, job)
      if (job.is_finished) return
      delay = FIRST_WAIT
    } catch {
      delay = Math.min(2 * delay, LONGEST_WAIT)
      const sentence = part.querySelector('[data-job-sentence]')
      if (sentence.textContent !== OUT_OF_TOUCH) sentence.textContent = OUT_OF_TOUCH
    }
  }
}

function pause (milliseconds) {
  return new Promise((resolve) => setTimeout(resolve, milliseconds))
}

for (const part of document.querySelectorAll('[data-job-url]')) follow(part)
