// The design system's behaviour, only of the components in use. Every page works without it.
import { Button, ErrorSummary, FileUpload, Radios, SkipLink, createAll } from 'govuk-frontend'

for (const component of [Button, ErrorSummary, FileUpload, Radios, SkipLink]) {
  createAll(component)
}
