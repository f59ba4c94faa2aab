// allauth's scripts ask the browser for a passkey and tell the document when that comes to nothing: somebody
// changed their mind, there is none here, or the browser cannot. People read it in words, not in the console.
document.addEventListener('allauth.error', (event) => {
  event.preventDefault()
  const trouble = document.querySelector('#passkey-trouble p')
  if (trouble) trouble.hidden = false
})
