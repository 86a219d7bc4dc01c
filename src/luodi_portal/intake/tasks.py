"""The kinds of jobs of intake."""

from luodi.core.text import Text
from luodi_portal.intake import batches, reread
from luodi_portal.intake.jobs import kind

kind("gather", Text("查看来稿", "Look at what comes in"))(batches.gather)
kind("take", Text("收录文档", "Take documents in"))(batches.take)
kind(reread.KIND, Text("重新阅读", "Read anew"))(reread.reread)
