import type { Tx } from "../transaction.ts";

export interface ProfileChange {
  readonly fullName?: string;
  readonly avatarUrl?: string | null;
  readonly isOnboarded?: boolean;
  readonly preferredLanguage?: string;
}

export const profileRepository = {
  find(tx: Tx, userId: string) {
    return tx.profile.findUnique({
      where: { id: userId },
      select: {
        id: true,
        fullName: true,
        avatarUrl: true,
        onboardingComplete: true,
        learnerProfile: { select: { preferredLanguage: true } },
      },
    });
  },

  async update(tx: Tx, userId: string, change: ProfileChange): Promise<void> {
    const { fullName, avatarUrl, isOnboarded, preferredLanguage } = change;
    await tx.profile.updateMany({
      where: { id: userId },
      data: {
        ...(fullName === undefined ? {} : { fullName }),
        ...(avatarUrl === undefined ? {} : { avatarUrl }),
        ...(isOnboarded === undefined ? {} : { onboardingComplete: isOnboarded }),
      },
    });
    if (preferredLanguage !== undefined) {
      await tx.learnerProfile.updateMany({ where: { userId }, data: { preferredLanguage } });
    }
  },

  /** Everything the person's own rights show of them, one list a table. */
  async exportOwn(tx: Tx, userId: string) {
    const where = { userId };
    const byTime = { createdAt: "asc" } as const;
    return {
      profile: await tx.profile.findUnique({ where: { id: userId } }),
      memberships: await tx.orgMember.findMany({
        where,
        include: { org: { select: { name: true } } },
      }),
      learnerProfile: await tx.learnerProfile.findUnique({ where }),
      skills: await tx.learnerSkill.findMany({
        where,
        include: { skill: { select: { name: true } } },
      }),
      reviewCards: await tx.reviewCard.findMany({ where }),
      reviews: await tx.reviewLog.findMany({ where, orderBy: { reviewedAt: "asc" } }),
      learnerState: await tx.learnerState.findUnique({ where }),
      modalityOutcomes: await tx.modalityOutcome.findMany({ where, orderBy: { decidedAt: "asc" } }),
      modelParameters: await tx.modelParameter.findMany({ where, orderBy: { version: "asc" } }),
      modelSteps: await tx.modelStep.findMany({ where, orderBy: { id: "asc" } }),
      skillGaps: await tx.skillGap.findMany({ where }),
      enrollments: await tx.enrollment.findMany({ where, orderBy: byTime }),
      completedBlocks: await tx.completedBlock.findMany({ where: { enrollment: where } }),
      resumePositions: await tx.resumePosition.findMany({ where: { enrollment: where } }),
      learningEvents: await tx.learningEvent.findMany({ where, orderBy: { seq: "asc" } }),
      attempts: await tx.attempt.findMany({ where, orderBy: byTime }),
      learnerGoals: await tx.learnerGoal.findMany({ where, orderBy: byTime }),
      tutorMemories: await tx.tutorMemory.findMany({ where, orderBy: byTime }),
      trainingConsents: await tx.trainingConsent.findMany({ where }),
      tutorNudges: await tx.tutorNudge.findMany({ where, orderBy: byTime }),
      tutorConversations: await tx.aiInteraction.findMany({ where, orderBy: byTime }),
      certificates: await tx.certification.findMany({ where, orderBy: { issuedAt: "asc" } }),
      complianceRecords: await tx.complianceRecord.findMany({ where }),
    };
  },
};
