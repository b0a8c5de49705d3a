// The service as it runs, on databases of its own, beside a query site of its own, for specs.
import { ClassOpeningApprovedV1, OrganisationRegisteredV1, TraineeEnrolledV1 } from '@libs/contracts';
import type { TokenClaims } from '@libs/platform';
import { ServiceUnderTest, messageOf, type Person } from '@libs/testing';
import { OnClassOpeningApproved } from '../assessment/on-class-opening-approved';
import { OnTraineeEnrolled } from '../assessment/on-trainee-enrolled';
import { OnOrganisationRegistered } from '../assessor/on-organisation-registered';
import { CertificationModule } from '../certification.module';
import { QuerySiteStub } from './query-site-stub';

export class RunningCertification {
  private messages = 0;

  private constructor(
    readonly site: QuerySiteStub,
    private readonly service: ServiceUnderTest,
  ) {}

  static async start(): Promise<RunningCertification> {
    const site = await QuerySiteStub.start();
    const environment = { CERTIFICATES_URL: site.url, LOG_LEVEL: 'error' };
    return new RunningCertification(site, await ServiceUnderTest.start(CertificationModule, { environment }));
  }

  async stop(): Promise<void> {
    await this.service.end();
    await this.site.stop();
  }

  async registerOrganisation(data: OrganisationRegisteredV1): Promise<void> {
    const message = messageOf(OrganisationRegisteredV1, 'assessor.on-organisation-registered', this.nextId(), data);
    await this.service.running.app.get(OnOrganisationRegistered).handle(message);
  }

  async openClass(data: ClassOpeningApprovedV1): Promise<void> {
    const message = messageOf(ClassOpeningApprovedV1, 'assessment.on-class-opening-approved', this.nextId(), data);
    await this.service.running.app.get(OnClassOpeningApproved).handle(message);
  }

  async enrol(data: TraineeEnrolledV1): Promise<void> {
    const message = messageOf(TraineeEnrolledV1, 'assessment.on-trainee-enrolled', this.nextId(), data);
    await this.service.running.app.get(OnTraineeEnrolled).handle(message);
  }

  as(claims: TokenClaims | null): Promise<Person> {
    return this.service.as(claims);
  }

  private nextId(): string {
    return `enrolment/${(this.messages += 1)}/0`;
  }
}
