import type { Tx } from "../transaction.ts";

export interface ShippedModel {
  readonly model: "mastery";
  readonly version: number;
  readonly parameters: object;
  readonly fittedBy: string;
}

/** Has to be parsed where it says unknown. */
export interface SharedParameters {
  readonly id: string;
  readonly version: number;
  readonly evidenceCount: number;
  readonly parameters: unknown;
  /** Of the shipped version that it goes on from. */
  readonly startedFrom: unknown;
}

export interface ModelStepRow {
  readonly id: bigint;
  readonly courseId: string;
  /** Has to be parsed. */
  readonly step: unknown;
}

/** What all learners share. The caller is the service. */
export const modelParameterRepository = {
  /** Registers shipped parameters; a version that is known keeps what it says. Its id. */
  async register(tx: Tx, { model, version, parameters, fittedBy }: ShippedModel): Promise<string> {
    const [row] = await tx.$queryRaw<{ id: string }[]>`
      with added as (
        insert into model_parameters (model, version, parameters, fitted_by)
        values (${model}, ${version}::int, ${JSON.stringify(parameters)}::jsonb, ${fittedBy})
        on conflict (model, version) where org_id is null and course_id is null and user_id is null
        do nothing
        returning id
      )
      select id from added
      union all
      select id from model_parameters where model = ${model} and version = ${version}::int
        and org_id is null and course_id is null and user_id is null
      limit 1`;
    // Another transaction may have added it after this statement began.
    return row?.id ?? this.register(tx, { model, version, parameters, fittedBy });
  },

  /** The weights of an organisation that hold for any course, with the version they began with. */
  async findOfOrganisation(tx: Tx, { orgId }: { orgId: string }): Promise<SharedParameters | null> {
    const [row] = await tx.$queryRaw<SharedParameters[]>`
      select p.id, p.version, p.evidence_count as "evidenceCount", p.parameters,
        s.parameters as "startedFrom"
      from model_parameters p join model_parameters s on s.id = p.started_from
      where p.org_id = ${orgId}::uuid and p.model = 'mastery'`;
    return row ?? null;
  },

  /** The weights of items and skills, by course. */
  async listOfCourses(
    tx: Tx,
    { courseIds }: { courseIds: readonly string[] },
  ): Promise<{ courseId: string; parameters: unknown; evidenceCount: number }[]> {
    return tx.$queryRaw`
      select course_id as "courseId", parameters, evidence_count as "evidenceCount"
      from model_parameters
      where course_id = any(${[...courseIds]}::uuid[]) and model = 'mastery'`;
  },

  /** Writes an organisation's weights anew. */
  async saveOfOrganisation(
    tx: Tx,
    {
      orgId,
      version,
      startedFrom,
      parameters,
      evidenceCount,
    }: {
      orgId: string;
      version: number;
      startedFrom: string;
      parameters: object;
      evidenceCount: number;
    },
  ): Promise<void> {
    await tx.$executeRaw`
      insert into model_parameters as p (model, org_id, version, started_from, parameters, fitted_by, evidence_count)
      values ('mastery', ${orgId}::uuid, ${version}::int, ${startedFrom}::uuid,
        ${JSON.stringify(parameters)}::jsonb, 'answers of the organisation', ${evidenceCount}::int)
      on conflict (org_id, model) do update set version = excluded.version, parameters = excluded.parameters,
        evidence_count = excluded.evidence_count, fitted_at = now()`;
  },

  async saveOfCourse(
    tx: Tx,
    {
      courseId,
      version,
      parameters,
      evidenceCount,
    }: { courseId: string; version: number; parameters: object; evidenceCount: number },
  ): Promise<void> {
    await tx.$executeRaw`
      insert into model_parameters as p (model, course_id, version, parameters, fitted_by, evidence_count)
      values ('mastery', ${courseId}::uuid, ${version}::int, ${JSON.stringify(parameters)}::jsonb,
        'answers of the course', ${evidenceCount}::int)
      on conflict (course_id, model) do update set version = excluded.version,
        parameters = excluded.parameters, evidence_count = excluded.evidence_count, fitted_at = now()`;
  },

  async addStep(
    tx: Tx,
    {
      orgId,
      courseId,
      userId,
      step,
    }: { orgId: string; courseId: string; userId: string; step: object },
  ): Promise<void> {
    await tx.$executeRaw`
      insert into model_steps (org_id, course_id, user_id, step)
      values (${orgId}::uuid, ${courseId}::uuid, ${userId}::uuid, ${JSON.stringify(step)}::jsonb)`;
  },

  /** Organisations with answers that wait to be taken in. */
  async listWaiting(tx: Tx): Promise<string[]> {
    const rows = await tx.$queryRaw<{ orgId: string }[]>`
      select distinct org_id as "orgId" from model_steps where fold is null order by org_id`;
    return rows.map(({ orgId }) => orgId);
  },

  /** False when another process is teaching this organisation's weights. Held until the transaction ends. */
  async lock(tx: Tx, { orgId }: { orgId: string }): Promise<boolean> {
    const [row] = await tx.$queryRaw<{ isLocked: boolean }[]>`
      select pg_try_advisory_xact_lock(hashtextextended(${`model-fold:${orgId}`}, 0)) as "isLocked"`;
    return row?.isLocked ?? false;
  },

  /** Takes waiting steps, oldest first, into a version; in the order in which they are to be learned. */
  async takeSteps(
    tx: Tx,
    { orgId, fold, limit }: { orgId: string; fold: number; limit: number },
  ): Promise<ModelStepRow[]> {
    const rows = await tx.$queryRaw<ModelStepRow[]>`
      update model_steps set fold = ${fold}::int
      where id in (
        select id from model_steps where org_id = ${orgId}::uuid and fold is null
        order by id limit ${limit}::int)
      returning id, course_id as "courseId", step`;
    return rows.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  },

  /** Every step that was taken in, in the order in which it was. */
  async listTaken(tx: Tx, { orgId }: { orgId: string }): Promise<ModelStepRow[]> {
    return tx.$queryRaw<ModelStepRow[]>`
      select id, course_id as "courseId", step from model_steps
      where org_id = ${orgId}::uuid and fold is not null order by fold, id`;
  },
};
