// Shows what a choice gives while it is made. Without scripts the button “Show what this gives” does the same.
const WAIT = 400

/** Ask the server what these choices give, and put its answer in the place of the figures. */
export async function redraw (form, ask = window.fetch.bind(window)) {
  const choices = new URLSearchParams(new FormData(form))
  choices.delete('csrfmiddlewaretoken')
  choices.set('only', 'figures')
  const answer = await ask(`${window.location.pathname}?${choices}`, { credentials: 'same-origin' })
  if (!answer.ok) return // half-typed numbers: the figures stay as they are
  const figures = await answer.text()
  const here = form.querySelector('[data-sampling-figures]')
  const focused = here.contains(document.activeElement) ? document.activeElement.id : ''
  here.innerHTML = figures
  if (focused) document.getElementById(focused)?.focus()
}

for (const form of document.querySelectorAll('[data-sampling]')) {
  let waiting
  form.querySelector('[data-sampling-show]').remove() // nothing is left for it to do
  form.addEventListener('input', () => {
    clearTimeout(waiting)
    waiting = setTimeout(() => redraw(form), WAIT)
  })
}
