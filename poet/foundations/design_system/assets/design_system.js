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
