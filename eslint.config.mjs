import nx from '@nx/eslint-plugin';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

// What each layer of libs may stand on; a layer not named here may not be used.
const libs = {
  kernel: [],
  contracts: ['kernel'],
  policy: ['kernel'],
  'event-store': ['kernel', 'contracts'],
  messaging: ['kernel', 'contracts', 'event-store'],
  jobs: ['kernel', 'contracts', 'event-store'],
  platform: ['kernel', 'contracts', 'event-store', 'messaging', 'jobs', 'policy'],
};

const mayUse = (sourceTag, onlyDependOnLibsWithTags) => ({ sourceTag, onlyDependOnLibsWithTags });

// `extra` is what specs may use beyond the code that they test.
const boundaries = (...extra) => [
  'error',
  {
    allow: [],
    enforceBuildableLibDependency: false,
    // A spec of a lib uses the testing lib, which uses every lib; that ring exists in specs only. The layers below keep all other rings out.
    ignoredCircularDependencies: [['*', 'testing']],
    depConstraints: [
      ...Object.entries(libs).map(([layer, below]) => mayUse(`layer:${layer}`, [...below.map((name) => `layer:${name}`), ...extra])),
      mayUse('layer:testing', ['type:lib', ...extra]),
      mayUse('type:service', ['type:lib', ...extra]),
      mayUse('type:host', ['type:lib', 'type:service', ...extra]),
    ],
  },
];

const deciding = 'enrolment|attendance|certification|subsidy-payment|fund-ledger|supervision';
const services = `${deciding}|console|sandbox|standalone`;

// A lib is known by its index alone, and a service by nobody but the hosts, which reach its module by path.
const noDeepImports = (...patterns) => [
  'error',
  {
    patterns: [
      { regex: '^@libs/[^/]+/', message: 'A lib is used through its index: @libs/<name>.' },
      { regex: '^(\\.\\./)+libs/', message: 'A lib is used by its name: @libs/<name>.' },
      ...patterns,
    ],
  },
];
const noServices = {
  regex: `^(\\.\\./)+(services/)?(${services})/`,
  message: 'Services know one another by their facts alone, never by their code.',
};
// The console and the sandbox have no rules of their own to guard; a host puts them together from their parts.
const modulesOnly = {
  regex: `^(\\.\\./)+(services/)?(${deciding})/(?!src/([a-z-]+\\.module|announce|[a-z-]+/([a-z-]+\\.decider|(on|every)-[a-z-]+))(\\.js)?$)`,
  message:
    'A host starts a service through its module; the world in memory plays its deciders, its announce and what it does on facts and on time; nothing else of it is known outside.',
};

export default tseslint.config(
  { ignores: ['**/node_modules', '**/dist', '**/fixtures', '**/*.d.ts', '.nx', '.cache', '.data', '.screens', 'coverage'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: ['**/*.ts', '**/*.tsx'],
    extends: [tseslint.configs.strict],
    plugins: { '@nx': nx },
    languageOptions: {
      parserOptions: {
        project: './tsconfig.base.json',
        tsconfigRootDir: import.meta.dirname,
        emitDecoratorMetadata: true,
        experimentalDecorators: true,
      },
    },
    rules: {
      '@nx/enforce-module-boundaries': boundaries(),
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/await-thenable': 'error',
      // What somebody else threw is kept as unknown and thrown on as it came; our own throws are errors.
      'no-throw-literal': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      // Leaves files with decorators alone, where a constructor's parameter types must be values for Nest to inject them.
      '@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
      // The compiler reports these, and knows the underscore.
      '@typescript-eslint/no-unused-vars': 'off',
      // A module of Nest is an empty class with a decorator, a contract a class of fields.
      '@typescript-eslint/no-extraneous-class': 'off',
      // Types that are only a name for `void | Promise<void>` are what Nest's own hooks have.
      '@typescript-eslint/no-invalid-void-type': 'off',
      // `list[i]!` inside a bounded loop is honest; in a service, where rules are written, it is an unasked question. It is on there.
      '@typescript-eslint/no-non-null-assertion': 'off',
      'no-restricted-imports': noDeepImports(noServices),
      eqeqeq: ['error', 'always'],
      'no-var': 'error',
      'prefer-const': 'error',
    },
  },
  { files: ['services/*/src/**/*.ts'], ignores: ['**/*.spec.ts'], rules: { '@typescript-eslint/no-non-null-assertion': 'error' } },
  // What only specs use lies in specs, or under src/testing of a project.
  {
    files: ['**/*.spec.ts', '{libs,services}/*/src/testing/**/*.ts'],
    rules: {
      '@nx/enforce-module-boundaries': boundaries('type:testing'),
      // What a spec's own little server throws away fails the spec all the same.
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: false }],
    },
  },
  {
    // Services export no index, so Nx knows no way into them; the pattern below says what the one way is.
    files: ['services/standalone/**/*.ts', 'deploy/**/*.ts', 'libs/testing/**/*.ts'],
    rules: { '@nx/enforce-module-boundaries': 'off', 'no-restricted-imports': noDeepImports(modulesOnly) },
  },
  {
    // The pages are a program of their own, which knows the services by their description alone, and the words that they refuse with.
    files: ['services/console/web/**/*.ts', 'services/console/web/**/*.tsx'],
    extends: [reactHooks.configs.flat['recommended-latest']],
    languageOptions: {
      parserOptions: { project: './services/console/web/tsconfig.json', emitDecoratorMetadata: false, experimentalDecorators: false },
    },
    rules: {
      '@nx/enforce-module-boundaries': 'off',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
    },
  },
);
