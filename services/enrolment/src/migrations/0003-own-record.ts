import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A trainee's own classes are found by the person. */
export class OwnRecord1767225600012 implements MigrationInterface {
  readonly name = 'OwnRecord1767225600012';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('create index enrolment_of_person on public.enrolment (person_id, seq desc)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop index public.enrolment_of_person');
  }
}
