import eslint from '@eslint/js';
import globals from 'globals';
import typescript from 'typescript-eslint';

export default typescript.config(
  { ignores: ['build/'] },
  eslint.configs.recommended,
  ...typescript.configs.recommended,
  {
    files: ['src/widget/**/*.ts'],
    languageOptions: { globals: globals.browser },
    rules: {
      // What visitors and the server write is shown as text; nothing may become markup.
      'no-restricted-properties': [
        'error',
        { property: 'innerHTML', message: 'Use textContent.' },
        { property: 'outerHTML', message: 'Use textContent.' },
        { property: 'insertAdjacentHTML', message: 'Use append with textContent.' },
      ],
    },
  },
);
