// The design system's behaviour, only of the components in use. Every page works without it.
import { Button, ErrorSummary, FileUpload, NotificationBanner, PasswordInput, SkipLink, createAll } from 'govuk-frontend'

for (const component of [Button, ErrorSummary, FileUpload, NotificationBanner, PasswordInput, SkipLink]) {
  createAll(component)
}

// A question that belongs to one choice shows when that choice is made. GOV.UK's own Radios sets aria-expanded on radio
// buttons, which ARIA does not allow there; the question follows its choice in reading order, which says as much.
for (const group of document.querySelectorAll('.govuk-radios')) {
  const choices = [...group.querySelectorAll('input[data-aria-controls]')]
  const show = () => {
    for (const choice of choices) {
      const question = document.getElementById(choice.dataset.ariaControls)
      question.classList.toggle('govuk-radios__conditional--hidden', !choice.checked)
    }
  }
  group.addEventListener('change', show)
  window.addEventListener('pageshow', show) // a browser that goes back restores the choice after the page has loaded
}

// A file that the site would refuse for its size is said before it is sent: afterwards the form would be lost.
for (const form of document.querySelectorAll('form')) {
  const fields = [...form.querySelectorAll('input[type=file][data-largest]')].map(limitedFile)
  form.addEventListener('submit', event => {
    const tooLarge = fields.find(field => !field.isAllowed())
    if (tooLarge) {
      event.preventDefault()
      tooLarge.focus()
    }
  })
}

function limitedFile(input) {
  const group = input.closest('.govuk-form-group')
  const hadError = group.classList.contains('govuk-form-group--error')
  // FileUpload has drawn a button and given it the input's id.
  const control = group.querySelector('.govuk-file-upload-button') ?? input
  const describedBy = control.getAttribute('aria-describedby') ?? ''
  const message = document.createElement('p')
  message.id = `${control.id}-too-large`
  message.className = 'govuk-error-message'
  message.setAttribute('role', 'alert')
  input.parentElement.before(message)

  const isAllowed = () => [...input.files].every(file => file.size <= Number(input.dataset.largest))
  const show = () => {
    const allowed = isAllowed()
    message.textContent = allowed ? '' : input.dataset.tooLarge
    message.hidden = allowed
    group.classList.toggle('govuk-form-group--error', hadError || !allowed)
    control.setAttribute('aria-describedby', allowed ? describedBy : `${describedBy} ${message.id}`.trim())
  }
  input.addEventListener('change', show)
  show()
  return { isAllowed, focus: () => control.focus() }
}
